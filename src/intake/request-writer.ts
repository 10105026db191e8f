import { setTimeout as wait } from 'node:timers/promises'
import { HaltError } from '../domain/halt-error.ts'
import { Batch } from '../pipeline/commit/batch.ts'
import { condemnCulprit, MAX_VANISHED_REFUSALS } from '../pipeline/commit/condemn-culprit.ts'
import { FencedError } from '../pipeline/commit/fenced-error.ts'
import { NotWrittenError } from '../pipeline/commit/not-written-error.ts'
import type { PipelineListener } from '../pipeline/pipeline-event.ts'
import { MessageHandler } from '../pipeline/services/message-handler.ts'
import type { SourceSlice } from '../pipeline/source-slice.ts'
import type { Store } from '../pipeline/store.ts'

export interface RequestWriterOptions {
  /** The longest wait between two attempts, ms. */
  readonly longestDelayMs: number
  readonly listener: PipelineListener
  readonly handler?: MessageHandler
}

const FIRST_DELAY_MS = 5

/**
 * Writes batches of requests whose senders wait: one attempt for a batch, so that those who have waited too long leave before
 * the next one. What an attempt whose COMMIT got no reply has done is found out before anything else is written: the stored
 * position tells, and no other process shares the source.
 */
export class RequestWriter {
  readonly #store: Store
  readonly #options: RequestWriterOptions
  readonly #handler: MessageHandler
  #batch: Batch | null = null
  #isBarred = false
  #failures = 0
  #outage: Error | null = null

  constructor(store: Store, options: RequestWriterOptions) {
    this.#store = store
    this.#options = options
    this.#handler = options.handler ?? new MessageHandler()
  }

  /** What the last attempt failed with, if the database was not there. */
  get outage(): Error | null {
    return this.#outage
  }

  /** What was found before says nothing of the next attempt any more. */
  forgetOutage(): void {
    this.#outage = null
    this.#failures = 0
  }

  /** True while the batch in hand may be stored, although nobody knows it yet. */
  get mayBeStored(): boolean {
    return this.#batch?.wasCommitSent ?? false
  }

  /** The batch in hand must not be committed any more: some of its requests are answered. Too late if {@link mayBeStored}. */
  bar(): void {
    this.#isBarred = true
  }

  /**
   * Listeners hear of the batch after its commit, before this returns.
   * @throws NotWrittenError if nothing was done, after a short wait if the database was not there.
   * @throws HaltError if the position of this run was moved by somebody else; else the error that no retry cures.
   */
  async write(slices: readonly SourceSlice[]): Promise<void> {
    const batch = new Batch(slices, this.#handler)
    this.#batch = batch
    this.#isBarred = false
    try {
      await this.#commit(batch)
    } catch (error) {
      if (error instanceof FencedError)
        throw new HaltError('REQUEST_POSITION_MOVED', error.at, { cause: error })
      if (error instanceof NotWrittenError || !(await this.#isStoredAfter(error, batch))) {
        this.#batch = null
        throw error instanceof NotWrittenError ? error : new NotWrittenError({ cause: error })
      }
    }
    this.#batch = null
    this.#failures = 0
    this.#outage = null
    this.#options.listener(batch.report())
  }

  async #commit(batch: Batch): Promise<void> {
    const mayCommit = (): void => {
      if (this.#isBarred) throw new NotWrittenError()
    }
    for (let vanished = 0; ; ) {
      try {
        await batch.commit(this.#store, mayCommit)
        return
      } catch (error) {
        if (error instanceof FencedError || this.#store.failureOf(error) !== 'data') throw error
        const isBlamed = await condemnCulprit(batch, this.#store, (rehearse) => rehearse())
        if (!isBlamed) vanished += 1
        if (vanished > MAX_VANISHED_REFUSALS) throw error
      }
    }
  }

  /**
   * Whether the attempt that ended with this error went through after all; false after a short wait. If its COMMIT was sent, it
   * asks until the database answers, at first without a wait: a database that refused the COMMIT itself, as its disk is full, says at once
   * that nothing was kept.
   * @throws the error itself if no retry cures it
   */
  async #isStoredAfter(error: unknown, batch: Batch): Promise<boolean> {
    this.#noteOutage(error)
    while (batch.wasCommitSent) {
      try {
        if (await batch.isStored(this.#store)) return true
        break
      } catch (thrown) {
        await this.#backOff(thrown)
      }
    }
    this.#batch = null
    await this.#backOff(error)
    return false
  }

  /** @throws the error itself if no retry cures it */
  #noteOutage(error: unknown): void {
    if (this.#store.failureOf(error) !== 'outage') throw error
    this.#outage = error as Error
  }

  /** @throws the error itself if no retry cures it */
  async #backOff(error: unknown): Promise<void> {
    this.#noteOutage(error)
    this.#failures += 1
    const bound = Math.min(this.#options.longestDelayMs, FIRST_DELAY_MS * 2 ** Math.min(this.#failures, 20))
    const delayMs = Math.ceil(Math.random() * bound)
    this.#options.listener({
      type: 'batch-retrying',
      error: error as Error,
      attempt: this.#failures,
      delayMs,
    })
    await wait(delayMs)
  }
}

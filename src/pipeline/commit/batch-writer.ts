import { MessageHandler } from '../services/message-handler.ts'
import type { SourceSlice } from '../source-slice.ts'
import type { Store, StoreFailure } from '../store.ts'
import { Batch } from './batch.ts'
import { condemnCulprit, MAX_VANISHED_REFUSALS } from './condemn-culprit.ts'
import { FencedError } from './fenced-error.ts'
import { type StoreOutagePolicy, throughStoreOutages } from './through-store-outages.ts'

/** An outage that is given up, or whose waiting is ended, is thrown by `write`, with nothing done. */
export interface BatchWriterOptions extends StoreOutagePolicy {
  readonly handler?: MessageHandler
}

/**
 * Writes batches, one transaction each: every message of a batch gets its outcome and its source moves on, or nothing
 * happens (CONTRACT §2). Outages are retried with full-jitter backoff; a data error is narrowed down to its message.
 */
export class BatchWriter {
  readonly #store: Store
  readonly #options: BatchWriterOptions
  readonly #handler: MessageHandler

  constructor(store: Store, options: BatchWriterOptions) {
    this.#store = store
    this.#options = options
    this.#handler = options.handler ?? new MessageHandler()
  }

  /**
   * Listeners hear of the batch after its commit, before this returns.
   * @throws with nothing done: FencedError if another process was first, else the error that no retry cured.
   */
  async write(slices: readonly SourceSlice[]): Promise<void> {
    const batch = new Batch(slices, this.#handler)
    for (let vanished = 0; ; ) {
      try {
        await throughStoreOutages(this.#store, this.#options, (attempt) => this.#commit(batch, attempt))
        break
      } catch (error) {
        if (this.#failureOf(error) !== 'data') throw error
        const isBlamed = await condemnCulprit(batch, this.#store, (rehearse) =>
          throughStoreOutages(this.#store, this.#options, rehearse),
        )
        if (!isBlamed) vanished += 1
        if (vanished > MAX_VANISHED_REFUSALS) throw error
      }
    }
    this.#options.listener?.(batch.report())
  }

  /** If the reply to an earlier COMMIT was lost, this attempt finds itself fenced, by itself. */
  async #commit(batch: Batch, attempt: number): Promise<void> {
    try {
      await batch.commit(this.#store)
    } catch (error) {
      const wasUs = attempt > 1 && error instanceof FencedError && (await batch.isStored(this.#store))
      if (!wasUs) throw error
    }
  }

  #failureOf(error: unknown): StoreFailure {
    return error instanceof FencedError ? 'fatal' : this.#store.failureOf(error)
  }
}

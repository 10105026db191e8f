import { MessageHandler } from '../services/message-handler.ts'
import type { SourceSlice } from '../source-slice.ts'
import type { Store, StoreFailure } from '../store.ts'
import { Batch } from './batch.ts'
import { FencedError } from './fenced-error.ts'
import { firstRefused } from './first-refused.ts'
import { type StoreOutagePolicy, throughStoreOutages } from './through-store-outages.ts'

/** How often a data error may vanish when it is looked for (two processes inserting one key, say) before it is thrown. */
const MAX_VANISHED_REFUSALS = 3

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
   * Throws, with nothing done, {@link FencedError} if another process was first, else the error that no retry cured.
   * Listeners hear of the batch after its commit, before this returns.
   */
  async write(slices: readonly SourceSlice[]): Promise<void> {
    const batch = new Batch(slices, this.#handler)
    for (let vanished = 0; ; ) {
      try {
        await throughStoreOutages(this.#store, this.#options, (attempt) => this.#commit(batch, attempt))
        break
      } catch (error) {
        if (this.#failureOf(error) !== 'data') throw error
        const isBlamed = await this.#condemnCulprit(batch)
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

  /** Finds the first message that the database refuses; false if it refuses none any more. */
  async #condemnCulprit(batch: Batch): Promise<boolean> {
    const refused = await firstRefused(batch.messages.length, async (length) => {
      try {
        await throughStoreOutages(this.#store, this.#options, () => batch.rehearse(this.#store, length))
        return null
      } catch (error) {
        if (this.#failureOf(error) !== 'data') throw error
        return error as Error
      }
    })
    const culprit = refused && batch.messages[refused.index]
    if (!culprit) return false
    if (batch.condemned.has(culprit)) throw refused.error
    batch.condemned.set(culprit, refused.error)
    return true
  }

  #failureOf(error: unknown): StoreFailure {
    return error instanceof FencedError ? 'fatal' : this.#store.failureOf(error)
  }
}

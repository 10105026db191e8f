import type { BatchMessage } from '../batch-message.ts'
import type { Changes } from '../changes.ts'
import { DecidedBatch } from '../decided-batch.ts'
import { messagesOfSlices } from '../messages-of-slices.ts'
import type { BatchCommitted } from '../pipeline-event.ts'
import type { LoadedRows, RowsNeeded } from '../rows.ts'
import { rowsNeeded } from '../rows-needed.ts'
import type { MessageHandler } from '../services/message-handler.ts'
import type { SourceSlice } from '../source-slice.ts'
import type { Store } from '../store.ts'

/** The messages of one transaction, decoded once and tried as often as it takes. */
export class Batch {
  readonly messages: readonly BatchMessage[]
  /** Messages that the database refused, with what it said: dead letters from now on. */
  readonly condemned = new Map<BatchMessage, Error>()
  readonly #slices: readonly SourceSlice[]
  readonly #needed: RowsNeeded
  readonly #handler: MessageHandler
  #last: { readonly batch: DecidedBatch; readonly startedAt: number } | undefined
  #wasCommitSent = false

  constructor(slices: readonly SourceSlice[], handler: MessageHandler) {
    this.messages = messagesOfSlices(slices)
    this.#slices = slices
    this.#needed = rowsNeeded(this.messages)
    this.#handler = handler
  }

  /** True if the COMMIT of the last attempt was on its way: if that failed, only {@link isStored} knows what became of it. */
  get wasCommitSent(): boolean {
    return this.#wasCommitSent
  }

  /**
   * `mayCommit` is called before COMMIT is sent; what it throws rolls back.
   * @throws with nothing done, or with it unknown whether it was done: see {@link isStored}.
   */
  async commit(store: Store, mayCommit: () => void = () => {}): Promise<void> {
    this.#wasCommitSent = false
    await this.#transact(store, this.messages, false, () => {
      mayCommit()
      this.#wasCommitSent = true
    })
  }

  /** Tries the first `length` messages, without lasting effect. */
  async rehearse(store: Store, length: number): Promise<void> {
    await this.#transact(store, this.messages.slice(0, length), true)
  }

  /** True if an earlier {@link commit} went through although it threw: the positions stand where it moved them. */
  async isStored(store: Store): Promise<boolean> {
    for (const { at, claim } of this.#slices) {
      if (claim.kind !== 'advance') return false
      const stored = await store.position(at)
      if (stored?.nextOffset !== claim.to.nextOffset || stored.fingerprint !== claim.to.fingerprint)
        return false
    }
    return this.#last !== undefined
  }

  /** What the last transaction did. */
  report(): BatchCommitted {
    if (!this.#last) throw new Error('the batch was never decided')
    const { batch, startedAt } = this.#last
    const { work, decided } = batch
    return {
      type: 'batch-committed',
      decided,
      products: work.productsChanged(),
      activities: work.activitiesChanged(),
      occurrences: work.occurrences,
      elapsedMs: performance.now() - startedAt,
    }
  }

  async #transact(
    store: Store,
    messages: readonly BatchMessage[],
    dryRun: boolean,
    beforeCommit: () => void = () => {},
  ): Promise<void> {
    const startedAt = performance.now()
    await store.transact({
      slices: this.#slices,
      needed: this.#needed,
      dryRun,
      beforeCommit,
      decide: (rows, messagesOfAPart = Number.POSITIVE_INFINITY) =>
        this.#decide(rows, messages, messagesOfAPart, dryRun ? null : startedAt),
    })
  }

  /** `startedAt`: of the transaction that is to be reported. */
  *#decide(
    rows: LoadedRows,
    messages: readonly BatchMessage[],
    messagesOfAPart: number,
    startedAt: number | null,
  ): Generator<Changes, void> {
    const batch = new DecidedBatch(rows, this.#handler, Date.now(), this.condemned)
    yield* batch.changes(messages, messagesOfAPart)
    if (startedAt !== null) this.#last = { batch, startedAt }
  }
}

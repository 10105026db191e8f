import type { SourcePartition } from '../../domain/message-position.ts'
import type { StoreFailure } from '../../pipeline/store.ts'
import type { StoredDeadLetter } from './dead-letter-record.ts'

/** Dead letters in the database, and how far they have been published; read by `dead-letter-rows.ts`. */
export interface DeadLetterOutbox {
  /** The partitions of Kafka sources that have dead letters to publish. */
  waiting(): Promise<SourcePartition[]>
  /** The next of one partition, in the order of their ids; none: all were published. */
  next(at: SourcePartition): Promise<DeadLetterPage>
  /** Notes that the page was published; without effect if another process noted something since. */
  published(at: SourcePartition, page: DeadLetterPage): Promise<void>
  failureOf(error: unknown): StoreFailure
}

export interface DeadLetterPage {
  /** The stored progress that it was read by: dead letters with a smaller id were published; null: none yet. */
  readonly from: number | null
  readonly letters: readonly StoredDeadLetter[]
}

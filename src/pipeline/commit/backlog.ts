import type { SourcePartition } from '../../domain/message-position.ts'
import type { SourceSlice } from '../source-slice.ts'

/** What a transaction may take at most. */
export interface Portion {
  readonly messages: number
  readonly bytes: number
}

/**
 * The messages of one partition that wait for their transaction, in order. A slice that was taken is either committed or put back
 * before the next one is taken.
 */
export interface Backlog {
  readonly at: SourcePartition
  /** Messages that wait. */
  readonly messages: number
  /** Bytes of the messages that wait. */
  readonly bytes: number
  /** The next messages, at least one; null if none wait. */
  take(most: Portion): SourceSlice | null
  committed(slice: SourceSlice): void
  /** Nothing was done: the messages wait again. */
  putBack(slice: SourceSlice): void
}

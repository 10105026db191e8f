import type { SourcePartition } from '../domain/message-position.ts'
import type { Changes } from './changes.ts'
import type { LoadedRows, RowsNeeded } from './rows.ts'
import type { SourcePosition, SourceSlice } from './source-slice.ts'

/** One transaction's worth of messages. */
export interface Transaction {
  /** Claims of all slices are made first, in the order of (source, partition). */
  readonly slices: readonly SourceSlice[]
  readonly needed: RowsNeeded
  /**
   * Decides the messages on the rows loaded, and yields what changes, to be written in this order: in parts of so many messages, so that
   * one is written while the next is decided, or at once. Synchronous, and ended before COMMIT is sent. May be called again if the
   * transaction is retried.
   */
  readonly decide: (rows: LoadedRows, messagesOfAPart?: number) => Iterable<Changes>
  /** True: everything is done and checked as for real, then rolled back. */
  readonly dryRun: boolean
  /** Called when all is decided, before COMMIT is sent: until then nothing can have been committed. What it throws rolls back. */
  readonly beforeCommit?: () => void
}

/**
 * What an error of a store means (FAULTS, *Database*):
 * - `outage`: the database, disk or connection failed, or another transaction was in the way: the same again later may succeed.
 * - `data`: the rows themselves were refused (SQLSTATE classes 21, 22, 23): narrowed down to the message.
 * - `fatal`: no retry can cure it.
 */
export type StoreFailure = 'outage' | 'data' | 'fatal'

/** The hot path's view of a database: the transaction that makes every message count exactly once. */
export interface Store {
  /** The stored position, or null. */
  position(at: SourcePartition): Promise<SourcePosition | null>
  /**
   * Claim → load → decide → flush → commit, all or nothing.
   * @throws FencedError if a claim finds another position, or a retried dead letter not PENDING, without any effect.
   */
  transact(transaction: Transaction): Promise<void>
  failureOf(error: unknown): StoreFailure
}

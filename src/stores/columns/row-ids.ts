import type { SourcePartition } from '../../domain/message-position.ts'

/** Ids of `source_offsets` rows, by the slices' partitions. */
export type SourceIds = Map<SourcePartition, number>

/** Ids of entries, by activity and user; on Postgres their places in the statement that gives them their ids. */
export type EntryIds = Map<number, Map<number, number>>

/** Ids that rows of a batch point to. */
export interface RowIds {
  readonly sources: SourceIds
  /** Filled as the batch's entries are saved. */
  readonly entries: EntryIds
}

/** For rows that point to no others. */
export const NO_ROW_IDS: RowIds = { sources: new Map(), entries: new Map() }

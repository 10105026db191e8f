import type { CampaignActivityEntry } from '../../domain/campaign-activity-entry.ts'
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

/** Notes the id of an entry, for the rows that point to it. */
export function noteEntryId(
  entries: EntryIds,
  { campaignActivityId, userId }: CampaignActivityEntry,
  id: number,
): void {
  const users = entries.get(campaignActivityId)
  if (users) users.set(userId, id)
  else entries.set(campaignActivityId, new Map([[userId, id]]))
}

/** For rows that point to no others. */
export const NO_ROW_IDS: RowIds = { sources: new Map(), entries: new Map() }

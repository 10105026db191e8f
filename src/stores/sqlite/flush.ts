import type { CampaignActivityEntry } from '../../domain/campaign-activity-entry.ts'
import type { Changes } from '../../pipeline/changes.ts'
import { entryKey, entryState } from '../columns/entry-columns.ts'
import { noteEntryId, type RowIds, type SourceIds } from '../columns/row-ids.ts'
import { flushDeadLetters } from './flush-dead-letters.ts'
import { rowReader, valuesOf } from './row-reader.ts'
import type { Statements } from './statements.ts'

/** For {@link Statements.updateEntry}. */
const readEntryUpdate = rowReader([...entryState, ...entryKey])

/** Writes what a part of the batch changed. Rows get their ids in the order of the messages, whatever the batch size. */
export function flush(statements: Statements, changes: Changes, sources: SourceIds): void {
  const ids: RowIds = { sources, entries: new Map() }
  saveEntries(statements, changes.entries, ids)
  for (const [productId, quantity] of changes.stockTaken) {
    const { changes: rows } = statements.takeStock.run(quantity, productId, quantity)
    if (rows !== 1) throw new Error(`stock guard: product ${productId} can't give ${quantity}`)
  }
  for (const [activityId, count] of changes.approvals) statements.addApprovals.run(count, activityId)
  // In the order of the table, so that neighbours are written together.
  statements.summaries.write(
    [...changes.summaries.values()].sort((a, b) => a.userId - b.userId),
    ids,
  )
  // Most occurrences are purchases: they are spared the columns that only browsers fill.
  const hasBrowsers = changes.occurrences.some(({ browser }) => browser !== null)
  const occurrences = hasBrowsers ? statements.occurrences : statements.purchases
  occurrences.write(changes.occurrences, ids)
  statements.repeatedRequests.write(changes.repeatedRequests, ids)
  flushDeadLetters(statements, changes, ids)
}

function saveEntries(statements: Statements, entries: Changes['entries'], ids: RowIds): void {
  const added: CampaignActivityEntry[] = []
  for (const { entry, isNew } of entries) {
    if (isNew) added.push(entry)
    else noteEntryId(ids.entries, entry, updateEntry(statements, entry, ids))
  }
  let id = statements.newEntries.write(added, ids)
  for (const entry of added) noteEntryId(ids.entries, entry, id++)
}

function updateEntry(statements: Statements, entry: CampaignActivityEntry, ids: RowIds): number {
  const id = statements.updateEntry.get(...valuesOf(readEntryUpdate, entry, ids)) as number | undefined
  if (id !== undefined) return id
  throw new Error(`entry guard: (${entry.campaignActivityId}, ${entry.userId}) is not REJECTED`)
}

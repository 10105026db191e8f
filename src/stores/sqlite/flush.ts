import type { Changes, SavedEntry } from '../../pipeline/changes.ts'
import { entryColumns, entryKey, entryState } from '../columns/entry-columns.ts'
import { browserOccurrenceColumns, occurrenceColumns } from '../columns/occurrence-columns.ts'
import { repeatedRequestColumns } from '../columns/repeated-request-columns.ts'
import type { RowIds, SourceIds } from '../columns/row-ids.ts'
import { summaryColumns } from '../columns/summary-columns.ts'
import { flushDeadLetters } from './flush-dead-letters.ts'
import { rowReader } from './row-reader.ts'
import type { Statements } from './statements.ts'

const entryValues = rowReader(entryColumns)
/** For {@link Statements.updateEntry}. */
const entryUpdate = rowReader([...entryState, ...entryKey])
const summaryValues = rowReader(summaryColumns)
const occurrenceValues = rowReader(occurrenceColumns)
const browserOccurrenceValues = rowReader(browserOccurrenceColumns)
const repeatedRequestValues = rowReader(repeatedRequestColumns)

/** Writes what the batch changed. Rows get their ids in the order of the messages, whatever the batch size. */
export function flush(statements: Statements, changes: Changes, sources: SourceIds): void {
  const ids: RowIds = { sources, entries: new Map() }
  for (const saved of changes.entries) {
    const { campaignActivityId, userId } = saved.entry
    const id = saveEntry(statements, saved, ids)
    const users = ids.entries.get(campaignActivityId)
    if (users) users.set(userId, id)
    else ids.entries.set(campaignActivityId, new Map([[userId, id]]))
  }
  for (const [productId, quantity] of changes.stockTaken) {
    const { changes: rows } = statements.takeStock.run(quantity, productId, quantity)
    if (rows !== 1) throw new Error(`stock guard: product ${productId} can't give ${quantity}`)
  }
  for (const [activityId, count] of changes.approvals) statements.addApprovals.run(count, activityId)
  // In the order of the table, so that neighbours are written together.
  const summaries = [...changes.summaries.values()].sort((a, b) => a.userId - b.userId)
  for (const summary of summaries) statements.mergeSummary.run(...summaryValues(summary, ids))
  for (const occurrence of changes.occurrences) {
    if (occurrence.browser === null) statements.insertOccurrence.run(...occurrenceValues(occurrence, ids))
    else statements.insertBrowserOccurrence.run(...browserOccurrenceValues(occurrence, ids))
  }
  for (const request of changes.repeatedRequests)
    statements.insertRepeatedRequest.run(...repeatedRequestValues(request, ids))
  flushDeadLetters(statements, changes, ids)
}

function saveEntry(statements: Statements, { entry, isNew }: SavedEntry, ids: RowIds): number {
  if (isNew) return Number(statements.insertEntry.run(...entryValues(entry, ids)).lastInsertRowid)
  const id = statements.updateEntry.get(...entryUpdate(entry, ids)) as number | undefined
  if (id !== undefined) return id
  throw new Error(`entry guard: (${entry.campaignActivityId}, ${entry.userId}) is not REJECTED`)
}

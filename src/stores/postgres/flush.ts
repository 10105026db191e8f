import type { Changes, SavedEntry } from '../../pipeline/changes.ts'
import type { RowIds, SourceIds } from '../columns/row-ids.ts'
import type { PostgresConnection } from './connection.ts'
import { flushDeadLetters } from './flush-dead-letters.ts'
import { saveBrowserEffects, saveEffects, saveEntries } from './flush-statements.ts'
import { run } from './statements.ts'

/** Writes what the batch changed. Rows get their ids in the order of the messages, whatever the batch size. */
export async function flush(
  connection: PostgresConnection,
  changes: Changes,
  sources: SourceIds,
): Promise<void> {
  const ids: RowIds = { sources, entries: new Map() }
  await flushEntries(connection, changes.entries, ids)
  await flushEffects(connection, changes, ids)
  await flushDeadLetters(connection, changes, ids)
}

/** Fills in the ids of the entries. */
async function flushEntries(
  connection: PostgresConnection,
  saved: readonly SavedEntry[],
  ids: RowIds,
): Promise<void> {
  if (saved.length === 0) return
  const added = saved.flatMap(({ entry, isNew }) => (isNew ? entry : []))
  const again = saved.flatMap(({ entry, isNew }) => (isNew ? [] : entry))
  const rows = await run<{ id: number; campaignActivityId: number; userId: number }>(
    connection,
    saveEntries,
    saveEntries.parameters(ids, added, again),
  )
  for (const { id, campaignActivityId, userId } of rows) {
    const users = ids.entries.get(campaignActivityId)
    if (users) users.set(userId, id)
    else ids.entries.set(campaignActivityId, new Map([[userId, id]]))
  }
  const missing = saved.find(({ entry }) => !ids.entries.get(entry.campaignActivityId)?.has(entry.userId))
  if (missing) {
    const { campaignActivityId, userId } = missing.entry
    throw new Error(`entry guard: (${campaignActivityId}, ${userId}) is not REJECTED`)
  }
}

async function flushEffects(
  connection: PostgresConnection,
  { stockTaken, approvals, summaries, occurrences, repeatedRequests }: Changes,
  ids: RowIds,
): Promise<void> {
  const size =
    stockTaken.size + approvals.size + summaries.size + occurrences.length + repeatedRequests.length
  if (size === 0) return
  const save = occurrences.some(({ browser }) => browser !== null) ? saveBrowserEffects : saveEffects
  const rows = await run<{ id: number }>(
    connection,
    save,
    save.parameters(
      ids,
      [...stockTaken],
      [...approvals],
      [...summaries.values()],
      occurrences,
      repeatedRequests,
    ),
  )
  const given = new Set(rows.map(({ id }) => id))
  for (const [productId, quantity] of stockTaken) {
    if (!given.has(productId)) throw new Error(`stock guard: product ${productId} can't give ${quantity}`)
  }
}

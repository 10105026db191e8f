import type { CampaignActivityEntry } from '../../domain/campaign-activity-entry.ts'
import type { Changes, SavedEntry } from '../../pipeline/changes.ts'
import { bigints, instants, texts } from './array-parameters.ts'
import type { SourceIds } from './claim.ts'
import type { PostgresConnection } from './connection.ts'
import { flushDeadLetters } from './flush-dead-letters.ts'
import { saveEffects, saveEntries } from './flush-statements.ts'
import { run } from './statements.ts'

/** Ids of entries, by activity and user. */
type EntryIds = Map<number, Map<number, number>>

/** Writes what the batch changed. Rows get their ids in the order of the messages, whatever the batch size. */
export async function flush(
  connection: PostgresConnection,
  changes: Changes,
  sourceIds: SourceIds,
): Promise<void> {
  const entryIds = await flushEntries(connection, changes.entries, sourceIds)
  await flushEffects(connection, changes, entryIds, sourceIds)
  await flushDeadLetters(connection, changes)
}

async function flushEntries(
  connection: PostgresConnection,
  saved: readonly SavedEntry[],
  sourceIds: SourceIds,
): Promise<EntryIds> {
  const ids: EntryIds = new Map()
  if (saved.length === 0) return ids
  const entries = saved.map(({ entry }) => entry)
  const rows = await run<{ id: number; campaignActivityId: number; userId: number }>(
    connection,
    saveEntries,
    [
      ...columnsOf(
        saved.flatMap(({ entry, isNew }) => (isNew ? entry : [])),
        sourceIds,
      ),
      ...columnsOf(
        saved.flatMap(({ entry, isNew }) => (isNew ? [] : entry)),
        sourceIds,
      ),
    ],
  )
  for (const { id, campaignActivityId, userId } of rows) {
    const users = ids.get(campaignActivityId)
    if (users) users.set(userId, id)
    else ids.set(campaignActivityId, new Map([[userId, id]]))
  }
  const missing = entries.find((entry) => !ids.get(entry.campaignActivityId)?.has(entry.userId))
  if (missing)
    throw new Error(`entry guard: (${missing.campaignActivityId}, ${missing.userId}) is not REJECTED`)
  return ids
}

function columnsOf(entries: readonly CampaignActivityEntry[], sourceIds: SourceIds): unknown[] {
  return [
    bigints(entries.map((entry) => entry.campaignActivityId)),
    bigints(entries.map((entry) => entry.userId)),
    bigints(entries.map((entry) => entry.productId)),
    bigints(entries.map((entry) => entry.quantity)),
    `{${entries.map((entry) => entry.price)}}`,
    texts(entries.map((entry) => entry.status)),
    texts(entries.map((entry) => entry.rejectReason)),
    bigints(entries.map((entry) => entry.sequence)),
    instants(entries.map((entry) => entry.requestedAt)),
    instants(entries.map((entry) => entry.processedAt)),
    bigints(entries.map((entry) => sourceIds.get(entry.position.at))),
    bigints(entries.map((entry) => entry.position.offset)),
    bigints(entries.map((entry) => entry.stockSeen)),
    bigints(entries.map((entry) => entry.approvedSeen)),
  ]
}

async function flushEffects(
  connection: PostgresConnection,
  { stockTaken, approvals, summaries, occurrences, repeatedRequests }: Changes,
  entryIds: EntryIds,
  sourceIds: SourceIds,
): Promise<void> {
  const size =
    stockTaken.size + approvals.size + summaries.size + occurrences.length + repeatedRequests.length
  if (size === 0) return
  const users = [...summaries.values()]
  const rows = await run<{ id: number }>(connection, saveEffects, [
    bigints([...stockTaken.keys()]),
    bigints([...stockTaken.values()]),
    bigints([...approvals.keys()]),
    bigints([...approvals.values()]),
    bigints(users.map((summary) => summary.userId)),
    instants(users.map((summary) => summary.lastPurchaseAt)),
    instants(users.map((summary) => summary.lastLoginAt)),
    bigints(occurrences.map((occurrence) => occurrence.eventId)),
    instants(occurrences.map((occurrence) => occurrence.occurredAt)),
    bigints(occurrences.map((occurrence) => occurrence.userId)),
    texts(occurrences.map((occurrence) => occurrence.pageUrl)),
    texts(occurrences.map((occurrence) => occurrence.context)),
    texts(occurrences.map((occurrence) => occurrence.messageId)),
    bigints(
      occurrences.map(({ entry }) => entry && entryIds.get(entry.campaignActivityId)?.get(entry.userId)),
    ),
    bigints(occurrences.map(({ position }) => sourceIds.get(position.at))),
    bigints(occurrences.map(({ position }) => position.offset)),
    bigints(occurrences.map((occurrence) => occurrence.checksum)),
    bigints(repeatedRequests.map(({ position }) => sourceIds.get(position.at))),
    bigints(repeatedRequests.map(({ position }) => position.offset)),
    bigints(repeatedRequests.map((request) => request.campaignActivityId)),
    bigints(repeatedRequests.map((request) => request.userId)),
    instants(repeatedRequests.map((request) => request.requestedAt)),
    texts(repeatedRequests.map(({ outcome }) => outcome.outcome)),
    texts(repeatedRequests.map(({ outcome }) => (outcome.outcome === 'rejected' ? outcome.reason : null))),
  ])
  const given = new Set(rows.map(({ id }) => id))
  for (const [productId, quantity] of stockTaken) {
    if (!given.has(productId)) throw new Error(`stock guard: product ${productId} can't give ${quantity}`)
  }
}

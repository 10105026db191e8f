import pg from 'pg'
import type { CampaignActivityEntry } from '../src/domain/campaign-activity-entry.ts'
import type { EventOccurrence } from '../src/domain/event-occurrence.ts'
import { APPROVED, DUPLICATE, rejected } from '../src/domain/outcome.ts'
import type { RepeatedRequest } from '../src/pipeline/changes.ts'
import type { RowIds } from '../src/stores/columns/row-ids.ts'
import { bigints } from '../src/stores/postgres/array-parameters.ts'
import { saveEffects, saveEntries } from '../src/stores/postgres/flush-statements.ts'
import { activities, entries, products } from '../src/stores/postgres/load-statements.ts'
import { run } from '../src/stores/postgres/statements.ts'
import { lineBatches } from './line-batches.ts'
import { type PlainActivity, type PlainCommand, rejectReason } from './plain-rules.ts'

/**
 * Set-based writing and nothing else: Axon's own statements, but no checks of the messages' form, no dead letters, no savepoints,
 * no resume, no retries, no reports.
 *
 *     tsx bench/plain-postgres-sets.ts DATABASE_URL FILE BATCH_SIZE
 *
 * The database must have been seeded by `axon seed`.
 */
const [, , connectionString = '', file = '', batchSize = '5000'] = process.argv
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
const pool = new pg.Pool({ connectionString, max: 1 })
const client = await pool.connect()

interface Decided {
  readonly entry: CampaignActivityEntry
  readonly isNew: boolean
}

/** All messages come from one file, whose row is the first of `source_offsets`. */
const at = { source: 'file:plain', partition: 0 }
const ids: RowIds = { sources: new Map([[at, 1]]), entries: new Map() }

async function processBatch(commands: readonly PlainCommand[], first: number): Promise<void> {
  const activityIds = [...new Set(commands.map(({ campaignActivityId }) => campaignActivityId))]
  const activityRows = await run<PlainActivity>(client, activities, [bigints(activityIds)])
  const activity = new Map(activityRows.map((row) => [row.id, row]))
  const productIds = [...new Set(activityRows.map(({ productId }) => productId))]
  const productRows = await run<{ id: number; stock: number; price: number }>(client, products, [
    bigints(productIds),
  ])
  const product = new Map(productRows.map((row) => [row.id, row]))
  const entryRows = await run<{ campaignActivityId: number; userId: number; status: string }>(
    client,
    entries,
    [
      bigints(commands.map(({ campaignActivityId }) => campaignActivityId)),
      bigints(commands.map(({ userId }) => userId)),
    ],
  )
  const keyOf = (of: { campaignActivityId: number; userId: number }) =>
    `${of.campaignActivityId}:${of.userId}`
  const known = new Map(entryRows.map((row) => [keyOf(row), row.status]))
  const stored = new Set(known.keys())

  const taken = new Map<number, number>()
  const added = new Map<number, number>()
  const decided = new Map<string, Decided>()
  const repeated: RepeatedRequest[] = []
  const processedAt = Date.now()
  for (const [index, command] of commands.entries()) {
    const { campaignActivityId, userId, quantity = 1, timestamp: requestedAt } = command
    const position = { at, offset: first + index }
    const request = { campaignActivityId, userId, requestedAt, position }
    const key = keyOf(command)
    const status = known.get(key)
    if (status === 'APPROVED') {
      repeated.push({ ...request, outcome: DUPLICATE })
      continue
    }
    const of = activity.get(command.campaignActivityId)!
    const productId = command.productId ?? of.productId
    const sold = product.get(productId)!
    const reason = rejectReason(of, sold.stock, command)
    const seen = { stockSeen: sold.stock, approvedSeen: of.approvedCount }
    const price = command.price ?? of.price ?? sold.price
    if (status !== undefined) repeated.push({ ...request, outcome: reason ? rejected(reason) : APPROVED })
    if (!reason) {
      sold.stock -= quantity
      of.approvedCount += 1
      taken.set(productId, (taken.get(productId) ?? 0) + quantity)
      added.set(of.id, (added.get(of.id) ?? 0) + 1)
    }
    known.set(key, reason ? 'REJECTED' : 'APPROVED')
    const entry: CampaignActivityEntry = {
      ...request,
      productId,
      quantity,
      price,
      status: reason ? 'REJECTED' : 'APPROVED',
      rejectReason: reason,
      sequence: reason ? null : of.approvedCount,
      processedAt,
      ...seen,
    }
    decided.set(key, { entry, isNew: !stored.has(key) })
  }
  const all = [...decided.values()]
  const entriesOf = (isNew: boolean) => all.filter((one) => one.isNew === isNew).map(({ entry }) => entry)
  ids.entries.clear()
  const saved = await run<{ id: number; campaignActivityId: number; userId: number }>(
    client,
    saveEntries,
    saveEntries.parameters(ids, entriesOf(true), entriesOf(false)),
  )
  for (const { id, campaignActivityId, userId } of saved) {
    const users = ids.entries.get(campaignActivityId) ?? new Map<number, number>()
    ids.entries.set(campaignActivityId, users.set(userId, id))
  }
  const approved = all.flatMap(({ entry }) => (entry.status === 'APPROVED' ? entry : []))
  const summaries = new Map(approved.map(({ userId, requestedAt }) => [userId, requestedAt]))
  const effects = saveEffects.parameters(
    ids,
    [...taken],
    [...added],
    [...summaries].map(([userId, lastPurchaseAt]) => ({ userId, lastPurchaseAt, lastLoginAt: null })),
    approved.map((entry) => occurrenceOf(entry)),
    repeated,
  )
  await run(client, saveEffects, effects)
  await client.query('UPDATE source_offsets SET next_offset = $1 WHERE id = 1', [first + commands.length])
}

function occurrenceOf(entry: CampaignActivityEntry): EventOccurrence {
  const { campaignActivityId, userId, productId, quantity, requestedAt, position } = entry
  return {
    eventId: 1,
    occurredAt: requestedAt,
    userId,
    pageUrl: null,
    context: JSON.stringify({ campaignActivityId, productId, quantity }),
    messageId: null,
    browser: null,
    entry: { campaignActivityId, userId },
    position,
    checksum: null,
  }
}

await client.query("INSERT INTO source_offsets (source, partition, next_offset) VALUES ('file:plain', 0, 1)")
for await (const { lines, first } of lineBatches(file, Number(batchSize))) {
  await client.query('BEGIN')
  await processBatch(
    lines.map((line) => JSON.parse(line) as PlainCommand),
    first,
  )
  await client.query('COMMIT')
}
client.release()
await pool.end()

import pg from 'pg'
import { bigints, instants, texts } from '../src/stores/postgres/array-parameters.ts'
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
  readonly command: PlainCommand
  readonly offset: number
  readonly productId: number
  readonly price: number
  readonly reason: string | null
  readonly sequence: number | null
  readonly stockSeen: number
  readonly approvedSeen: number
  readonly isNew: boolean
}

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
  const repeated: { command: PlainCommand; offset: number; outcome: string; reason: string | null }[] = []
  for (const [index, command] of commands.entries()) {
    const offset = first + index
    const key = keyOf(command)
    const status = known.get(key)
    if (status === 'APPROVED') {
      repeated.push({ command, offset, outcome: 'duplicate', reason: null })
      continue
    }
    const of = activity.get(command.campaignActivityId)!
    const productId = command.productId ?? of.productId
    const sold = product.get(productId)!
    const reason = rejectReason(of, sold.stock, command)
    const seen = { stockSeen: sold.stock, approvedSeen: of.approvedCount }
    const price = command.price ?? of.price ?? sold.price
    if (status !== undefined)
      repeated.push({ command, offset, outcome: reason ? 'rejected' : 'approved', reason })
    if (!reason) {
      const { quantity = 1 } = command
      sold.stock -= quantity
      of.approvedCount += 1
      taken.set(productId, (taken.get(productId) ?? 0) + quantity)
      added.set(of.id, (added.get(of.id) ?? 0) + 1)
    }
    known.set(key, reason ? 'REJECTED' : 'APPROVED')
    const sequence = reason ? null : of.approvedCount
    decided.set(key, {
      command,
      offset,
      productId,
      price,
      reason,
      sequence,
      ...seen,
      isNew: !stored.has(key),
    })
  }
  const all = [...decided.values()]
  const ids = new Map(
    (
      await run<{ id: number; campaignActivityId: number; userId: number }>(client, saveEntries, [
        ...columnsOf(all.filter(({ isNew }) => isNew)),
        ...columnsOf(all.filter(({ isNew }) => !isNew)),
      ])
    ).map((row) => [keyOf(row), row.id]),
  )
  const approved = all.filter(({ reason }) => reason === null)
  const summaries = new Map(approved.map(({ command }) => [command.userId, command.timestamp]))
  await run(client, saveEffects, [
    ...[
      bigints([...taken.keys()]),
      bigints([...taken.values()]),
      bigints([...added.keys()]),
      bigints([...added.values()]),
    ],
    ...[
      bigints([...summaries.keys()]),
      instants([...summaries.values()]),
      instants([...summaries].map(() => null)),
    ],
    bigints(approved.map(() => 1)),
    instants(approved.map(({ command }) => command.timestamp)),
    bigints(approved.map(({ command }) => command.userId)),
    texts(approved.map(() => null)),
    texts(
      approved.map(({ command: { campaignActivityId, quantity = 1 }, productId }) =>
        JSON.stringify({ campaignActivityId, productId, quantity }),
      ),
    ),
    texts(approved.map(() => null)),
    bigints(approved.map(({ command }) => ids.get(keyOf(command)))),
    bigints(approved.map(() => 1)),
    bigints(approved.map(({ offset }) => offset)),
    bigints(approved.map(() => null)),
    bigints(repeated.map(() => 1)),
    bigints(repeated.map(({ offset }) => offset)),
    bigints(repeated.map(({ command }) => command.campaignActivityId)),
    bigints(repeated.map(({ command }) => command.userId)),
    instants(repeated.map(({ command }) => command.timestamp)),
    texts(repeated.map(({ outcome }) => outcome)),
    texts(repeated.map(({ reason }) => reason)),
  ])
  await client.query('UPDATE source_offsets SET next_offset = $1 WHERE id = 1', [first + commands.length])
}

function columnsOf(rows: readonly Decided[]): unknown[] {
  const now = Date.now()
  return [
    bigints(rows.map(({ command }) => command.campaignActivityId)),
    bigints(rows.map(({ command }) => command.userId)),
    bigints(rows.map(({ productId }) => productId)),
    bigints(rows.map(({ command }) => command.quantity ?? 1)),
    `{${rows.map(({ price }) => price)}}`,
    texts(rows.map(({ reason }) => (reason ? 'REJECTED' : 'APPROVED'))),
    texts(rows.map(({ reason }) => reason)),
    bigints(rows.map(({ sequence }) => sequence)),
    instants(rows.map(({ command }) => command.timestamp)),
    instants(rows.map(() => now)),
    bigints(rows.map(() => 1)),
    bigints(rows.map(({ offset }) => offset)),
    bigints(rows.map(({ stockSeen }) => stockSeen)),
    bigints(rows.map(({ approvedSeen }) => approvedSeen)),
  ]
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

import { bigints, instants, texts } from '../src/stores/postgres/array-parameters.ts'
import { lineBatches } from './plain/line-batches.ts'
import { type PlainActivity, type PlainCommand, rejectReason } from './plain/plain-rules.ts'
import { postgresClient } from './plain/postgres-client.ts'

/**
 * What a careful engineer would write without Axon, set by set: a batch is three look-ups and one statement, its columns arrays in the driver's
 * binary form. No checks of the messages' form, no dead letters, no savepoints, no resume, no retries, no reports.
 *
 *     tsx bench/plain-postgres-sets.ts DATABASE_URL FILE BATCH_SIZE
 *
 * The database must have been seeded by `axon seed`.
 */
const [, , connectionString = '', file = '', batchSize = '5000'] = process.argv
const { client, run } = await postgresClient(connectionString)

const ACTIVITIES = `
  SELECT id, product_id AS "productId", status, limit_count AS "limitCount", approved_count AS "approvedCount",
         (extract(epoch from start_date) * 1000)::bigint AS "startDate", (extract(epoch from end_date) * 1000)::bigint AS "endDate", price
  FROM campaign_activities WHERE id = ANY($1::bigint[]) FOR NO KEY UPDATE`
const PRODUCTS = `
  SELECT id, stock, price FROM products
  WHERE id IN (SELECT product_id FROM campaign_activities WHERE id = ANY($1::bigint[])) FOR NO KEY UPDATE`
const ENTRIES = `
  SELECT wanted.campaign_activity_id AS "campaignActivityId", wanted.user_id AS "userId", entry.status
  FROM unnest($1::bigint[], $2::bigint[]) AS wanted(campaign_activity_id, user_id)
  CROSS JOIN LATERAL (
    SELECT status FROM campaign_activity_entries
    WHERE campaign_activity_id = wanted.campaign_activity_id AND user_id = wanted.user_id LIMIT 1) AS entry`
const SAVE = `
  WITH decided AS (
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::bigint[],
      $9::timestamptz[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[])
      AS decided(campaign_activity_id, user_id, product_id, quantity, price, status, reject_reason, sequence,
        requested_at, source_offset, stock_seen, approved_seen, is_new)
  ), inserted AS (
    INSERT INTO campaign_activity_entries (campaign_activity_id, user_id, product_id, quantity, price, status, reject_reason, sequence,
      requested_at, processed_at, source_id, source_offset, stock_seen, approved_seen)
    SELECT campaign_activity_id, user_id, product_id, quantity, price::numeric, status, reject_reason, sequence,
      requested_at, now(), 1, source_offset, stock_seen, approved_seen
    FROM decided WHERE is_new = 1
    RETURNING id, campaign_activity_id, product_id, user_id, quantity, requested_at, source_offset, status
  ), updated AS (
    UPDATE campaign_activity_entries AS entry
    SET product_id = again.product_id, quantity = again.quantity, price = again.price::numeric, status = again.status,
      reject_reason = again.reject_reason, sequence = again.sequence, requested_at = again.requested_at, processed_at = now(),
      source_offset = again.source_offset, stock_seen = again.stock_seen, approved_seen = again.approved_seen
    FROM decided AS again
    WHERE is_new = 0 AND entry.campaign_activity_id = again.campaign_activity_id AND entry.user_id = again.user_id
    RETURNING entry.id, entry.campaign_activity_id, entry.product_id, entry.user_id, entry.quantity, entry.requested_at,
      entry.source_offset, entry.status
  ), approved AS (
    SELECT * FROM (TABLE inserted UNION ALL TABLE updated) AS saved WHERE status = 'APPROVED'
  ), taken AS (
    UPDATE products SET stock = stock - taken.quantity
    FROM (SELECT product_id, sum(quantity) AS quantity FROM approved GROUP BY product_id) AS taken
    WHERE id = taken.product_id
  ), approvals AS (
    UPDATE campaign_activities SET approved_count = approved_count + added.count
    FROM (SELECT campaign_activity_id, count(*) FROM approved GROUP BY campaign_activity_id) AS added
    WHERE id = added.campaign_activity_id
  ), summaries AS (
    INSERT INTO user_summary AS stored (user_id, last_purchase_at)
    SELECT user_id, max(requested_at) FROM approved GROUP BY user_id
    ON CONFLICT (user_id) DO UPDATE SET last_purchase_at = greatest(stored.last_purchase_at, excluded.last_purchase_at)
  ), occurrences AS (
    INSERT INTO event_occurrences (event_id, occurred_at, user_id, event_context, entry_id, source_id, source_offset)
    SELECT 1, requested_at, user_id,
      jsonb_build_object('campaignActivityId', campaign_activity_id, 'productId', product_id, 'quantity', quantity),
      id, 1, source_offset
    FROM approved
  ), repeated AS (
    INSERT INTO repeated_requests (source_id, source_offset, campaign_activity_id, user_id, requested_at, outcome, reject_reason)
    SELECT 1, * FROM unnest($14::bigint[], $15::bigint[], $16::bigint[], $17::timestamptz[], $18::text[], $19::text[])
  )
  UPDATE source_offsets SET next_offset = $20 WHERE id = 1`

interface Decided {
  readonly command: PlainCommand
  readonly productId: number
  readonly price: number
  readonly reason: string | null
  readonly sequence: number | null
  readonly offset: number
  readonly stockSeen: number
  readonly approvedSeen: number
  readonly isNew: boolean
}

interface Repeated {
  readonly command: PlainCommand
  readonly offset: number
  readonly outcome: string
  readonly reason: string | null
}

async function processBatch(commands: readonly PlainCommand[], first: number): Promise<void> {
  const activityIds = bigints([...new Set(commands.map(({ campaignActivityId }) => campaignActivityId))])
  const [, activityRows, productRows, known] = await Promise.all([
    client.query('BEGIN'),
    run<PlainActivity>('activities', ACTIVITIES, [activityIds]),
    run<{ id: number; stock: number; price: number }>('products', PRODUCTS, [activityIds]),
    run<PlainCommand & { status: string }>('entries', ENTRIES, [
      bigints(commands.map(({ campaignActivityId }) => campaignActivityId)),
      bigints(commands.map(({ userId }) => userId)),
    ]),
  ])
  const activities = new Map(activityRows.map((row) => [row.id, row]))
  const products = new Map(productRows.map((row) => [row.id, row]))
  const keyOf = (of: PlainCommand): string => `${of.campaignActivityId}:${of.userId}`
  const status = new Map(known.map((row) => [keyOf(row), row.status]))
  const stored = new Set(status.keys())

  const decided = new Map<string, Decided>()
  const repeated: Repeated[] = []
  commands.forEach((command, index) => {
    const offset = first + index
    const key = keyOf(command)
    const before = status.get(key)
    if (before === 'APPROVED') {
      repeated.push({ command, offset, outcome: 'duplicate', reason: null })
      return
    }
    const activity = activities.get(command.campaignActivityId)!
    const productId = command.productId ?? activity.productId
    const product = products.get(productId)!
    const { stock } = product
    const { approvedCount } = activity
    const reason = rejectReason(activity, stock, command)
    if (before !== undefined)
      repeated.push({ command, offset, outcome: reason ? 'rejected' : 'approved', reason })
    if (!reason) {
      product.stock -= command.quantity ?? 1
      activity.approvedCount += 1
    }
    status.set(key, reason ? 'REJECTED' : 'APPROVED')
    decided.set(key, {
      command,
      productId,
      price: command.price ?? activity.price ?? product.price,
      reason,
      sequence: reason ? null : activity.approvedCount,
      offset,
      stockSeen: stock,
      approvedSeen: approvedCount,
      isNew: !stored.has(key),
    })
  })
  const all = [...decided.values()]
  const saved = run('save', SAVE, [
    bigints(all.map(({ command }) => command.campaignActivityId)),
    bigints(all.map(({ command }) => command.userId)),
    bigints(all.map(({ productId }) => productId)),
    bigints(all.map(({ command }) => command.quantity ?? 1)),
    texts(all.map(({ price }) => String(price))),
    texts(all.map(({ reason }) => (reason ? 'REJECTED' : 'APPROVED'))),
    texts(all.map(({ reason }) => reason)),
    bigints(all.map(({ sequence }) => sequence)),
    instants(all.map(({ command }) => command.timestamp)),
    bigints(all.map(({ offset }) => offset)),
    bigints(all.map(({ stockSeen }) => stockSeen)),
    bigints(all.map(({ approvedSeen }) => approvedSeen)),
    bigints(all.map(({ isNew }) => Number(isNew))),
    bigints(repeated.map(({ offset }) => offset)),
    bigints(repeated.map(({ command }) => command.campaignActivityId)),
    bigints(repeated.map(({ command }) => command.userId)),
    instants(repeated.map(({ command }) => command.timestamp)),
    texts(repeated.map(({ outcome }) => outcome)),
    texts(repeated.map(({ reason }) => reason)),
    first + commands.length,
  ])
  await Promise.all([saved, client.query('COMMIT')])
}

await client.query("INSERT INTO source_offsets (source, partition, next_offset) VALUES ('file:plain', 0, 1)")
for await (const { lines, first } of lineBatches(file, Number(batchSize))) {
  await processBatch(
    lines.map((line) => JSON.parse(line) as PlainCommand),
    first,
  )
}
await client.end()

import { lineBatches } from './plain/line-batches.ts'
import { type PlainActivity, type PlainCommand, rejectReason } from './plain/plain-rules.ts'
import { postgresClient } from './plain/postgres-client.ts'

/**
 * One transaction per message, as most would write it: select and lock, insert the entry, take the stock, upsert the summary,
 * insert the occurrence, commit.
 *
 *     tsx bench/plain-postgres-single.ts DATABASE_URL FILE
 *
 * The database must have been seeded by `axon seed`.
 */
const [, , connectionString = '', file = ''] = process.argv
const { client, run } = await postgresClient(connectionString)

async function process1(command: PlainCommand, offset: number): Promise<void> {
  const { campaignActivityId, userId, quantity = 1, timestamp } = command
  const [row] = await run(
    'activity',
    `SELECT activity.id, product_id AS "productId", activity.status, limit_count AS "limitCount",
            approved_count AS "approvedCount", activity.price, product.stock, product.price AS "listPrice",
            (extract(epoch from start_date) * 1000)::bigint AS "startDate",
            (extract(epoch from end_date) * 1000)::bigint AS "endDate"
     FROM campaign_activities AS activity JOIN products AS product ON product.id = product_id
     WHERE activity.id = $1 FOR NO KEY UPDATE`,
    [campaignActivityId],
  )
  const activity = row as unknown as PlainActivity & { stock: number; listPrice: number }
  const [entry] = await run(
    'entry',
    'SELECT status FROM campaign_activity_entries WHERE campaign_activity_id = $1 AND user_id = $2',
    [campaignActivityId, userId],
  )
  if (entry?.status === 'APPROVED') return
  const productId = command.productId ?? activity.productId
  const reason = rejectReason(activity, activity.stock, command)
  const price = command.price ?? activity.price ?? activity.listPrice
  const [saved] = await run(
    'save',
    `INSERT INTO campaign_activity_entries (campaign_activity_id, user_id, product_id, quantity, price, status,
       reject_reason, sequence, requested_at, processed_at, source_id, source_offset, stock_seen, approved_seen)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9), now(), 1, $10, $11, $12)
     ON CONFLICT (campaign_activity_id, user_id) DO UPDATE SET status = excluded.status,
       reject_reason = excluded.reject_reason, sequence = excluded.sequence, quantity = excluded.quantity,
       price = excluded.price, processed_at = excluded.processed_at
     RETURNING id`,
    [
      ...[campaignActivityId, userId, productId, quantity, price, reason ? 'REJECTED' : 'APPROVED', reason],
      ...[
        reason ? null : activity.approvedCount + 1,
        timestamp / 1_000,
        offset,
        activity.stock,
        activity.approvedCount,
      ],
    ],
  )
  if (reason) return
  await run('stock', 'UPDATE products SET stock = stock - $2 WHERE id = $1', [productId, quantity])
  await run('count', 'UPDATE campaign_activities SET approved_count = approved_count + 1 WHERE id = $1', [
    campaignActivityId,
  ])
  await run(
    'summary',
    `INSERT INTO user_summary AS stored (user_id, last_purchase_at) VALUES ($1, to_timestamp($2))
     ON CONFLICT (user_id) DO UPDATE SET last_purchase_at = greatest(stored.last_purchase_at, excluded.last_purchase_at)`,
    [userId, timestamp / 1_000],
  )
  await run(
    'occurrence',
    `INSERT INTO event_occurrences (event_id, occurred_at, user_id, event_context, entry_id, source_id, source_offset)
     VALUES (1, to_timestamp($1), $2, $3, $4, 1, $5)`,
    [
      timestamp / 1_000,
      userId,
      JSON.stringify({ campaignActivityId, productId, quantity }),
      saved?.id,
      offset,
    ],
  )
}

await client.query("INSERT INTO source_offsets (source, partition, next_offset) VALUES ('file:plain', 0, 1)")
for await (const { lines, first } of lineBatches(file, 1_000)) {
  for (const [index, line] of lines.entries()) {
    await client.query('BEGIN')
    await process1(JSON.parse(line) as PlainCommand, first + index)
    await run('position', 'UPDATE source_offsets SET next_offset = $1 WHERE id = 1', [first + index + 1])
    await client.query('COMMIT')
  }
}
await client.end()

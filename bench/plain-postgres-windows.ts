import { bigints, instants, texts } from '../src/stores/postgres/array-parameters.ts'
import { lineBatches } from './plain/line-batches.ts'
import type { PlainCommand } from './plain/plain-rules.ts'
import { postgresClient } from './plain/postgres-client.ts'

/**
 * What a good engineer would write who trusts in SQL: a batch goes into a temporary table, and one statement decides it with
 * window functions and writes all rows. Nothing is sold twice; but near the end of a stock who wants less does not get what was too few for
 * one before. No checks of the messages' form, no dead letters, no resume, no retries, no reports.
 *
 *     tsx bench/plain-postgres-windows.ts DATABASE_URL FILE BATCH_SIZE
 *
 * The database must have been seeded by `axon seed`.
 */
const [, , connectionString = '', file = '', batchSize = '5000'] = process.argv
const { client, run } = await postgresClient(connectionString)

const LOCK_ACTIVITIES = `
  SELECT FROM campaign_activities WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE`
const LOCK_PRODUCTS = `
  SELECT FROM products WHERE id IN (SELECT product_id FROM campaign_activities WHERE id = ANY($1::bigint[]))
  ORDER BY id FOR NO KEY UPDATE`
const TAKE_IN = `
  INSERT INTO asked SELECT * FROM
    unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[]::numeric[], $7::timestamptz[])`
/** `turn`: which of the user's requests of this batch it is. Only the first is decided; what it got is the answer to the others. */
const DECIDE = `
  WITH known AS (
    SELECT asked.*, activity.approved_count, activity.limit_count, activity.product_id AS sold_id, product.stock,
      coalesce(asked.price, activity.price, product.price) AS due, entry.id AS entry_id, entry.status AS known_status,
      row_number() OVER (PARTITION BY asked.campaign_activity_id, asked.user_id ORDER BY asked.source_offset) AS turn,
      CASE WHEN activity.status <> 'ACTIVE' THEN 'ACTIVITY_NOT_ACTIVE'
           WHEN asked.requested_at < activity.start_date OR asked.requested_at > activity.end_date THEN 'OUTSIDE_PERIOD'
           WHEN asked.product_id <> activity.product_id THEN 'PRODUCT_MISMATCH' END AS refusal
    FROM asked
    JOIN campaign_activities AS activity ON activity.id = asked.campaign_activity_id
    JOIN products AS product ON product.id = activity.product_id
    LEFT JOIN LATERAL (
      SELECT id, status FROM campaign_activity_entries
      WHERE campaign_activity_id = asked.campaign_activity_id AND user_id = asked.user_id LIMIT 1) AS entry ON true
  ), placed AS (
    SELECT *, row_number() OVER (PARTITION BY campaign_activity_id, refusal IS NULL ORDER BY source_offset) AS place
    FROM known WHERE turn = 1 AND known_status IS DISTINCT FROM 'APPROVED'
  ), limited AS (
    SELECT *, coalesce(refusal, CASE WHEN approved_count + place > limit_count THEN 'LIMIT_REACHED' END) AS limited
    FROM placed
  ), summed AS (
    SELECT *, sum(quantity) OVER (PARTITION BY sold_id, limited IS NULL ORDER BY source_offset)::bigint AS wanted
    FROM limited
  ), reasoned AS (
    SELECT *, coalesce(limited, CASE WHEN wanted > stock THEN 'OUT_OF_STOCK' END) AS reason FROM summed
  ), decided AS MATERIALIZED (
    SELECT *,
      count(*) FILTER (WHERE reason IS NULL) OVER (PARTITION BY campaign_activity_id ORDER BY source_offset) AS approved,
      coalesce(sum(quantity) FILTER (WHERE reason IS NULL) OVER (PARTITION BY sold_id ORDER BY source_offset), 0)::bigint AS given
    FROM reasoned
  ), saved AS (
    INSERT INTO campaign_activity_entries AS entry (campaign_activity_id, user_id, product_id, quantity, price, status,
      reject_reason, sequence, requested_at, processed_at, source_id, source_offset, stock_seen, approved_seen)
    SELECT campaign_activity_id, user_id, coalesce(product_id, sold_id), quantity, due,
      CASE WHEN reason IS NULL THEN 'APPROVED' ELSE 'REJECTED' END, reason,
      CASE WHEN reason IS NULL THEN approved_count + approved END, requested_at, now(), 1, source_offset,
      stock - given + CASE WHEN reason IS NULL THEN quantity ELSE 0 END,
      approved_count + approved - CASE WHEN reason IS NULL THEN 1 ELSE 0 END
    FROM decided ORDER BY source_offset
    ON CONFLICT (campaign_activity_id, user_id) DO UPDATE SET product_id = excluded.product_id, quantity = excluded.quantity,
      price = excluded.price, status = excluded.status, reject_reason = excluded.reject_reason, sequence = excluded.sequence,
      requested_at = excluded.requested_at, processed_at = excluded.processed_at, source_offset = excluded.source_offset,
      stock_seen = excluded.stock_seen, approved_seen = excluded.approved_seen
    RETURNING id, campaign_activity_id, product_id, user_id, quantity, requested_at, source_offset, status
  ), bought AS (
    SELECT * FROM saved WHERE status = 'APPROVED'
  ), taken AS (
    UPDATE products SET stock = stock - taken.quantity
    FROM (SELECT product_id, sum(quantity) AS quantity FROM bought GROUP BY product_id) AS taken
    WHERE id = taken.product_id
  ), approvals AS (
    UPDATE campaign_activities SET approved_count = approved_count + added.count
    FROM (SELECT campaign_activity_id, count(*) FROM bought GROUP BY campaign_activity_id) AS added
    WHERE id = added.campaign_activity_id
  ), summaries AS (
    INSERT INTO user_summary AS stored (user_id, last_purchase_at)
    SELECT user_id, max(requested_at) FROM bought GROUP BY user_id ORDER BY user_id
    ON CONFLICT (user_id) DO UPDATE SET last_purchase_at = greatest(stored.last_purchase_at, excluded.last_purchase_at)
  ), occurrences AS (
    INSERT INTO event_occurrences (event_id, occurred_at, user_id, event_context, entry_id, source_id, source_offset)
    SELECT 1, requested_at, user_id,
      jsonb_build_object('campaignActivityId', campaign_activity_id, 'productId', product_id, 'quantity', quantity), id, 1, source_offset
    FROM bought
  ), repeated AS (
    INSERT INTO repeated_requests (source_id, source_offset, campaign_activity_id, user_id, requested_at, outcome, reject_reason)
    SELECT 1, known.source_offset, known.campaign_activity_id, known.user_id, known.requested_at,
      CASE WHEN known.known_status = 'APPROVED' OR (known.turn > 1 AND reason IS NULL) THEN 'duplicate'
           WHEN reason IS NULL THEN 'approved' ELSE 'rejected' END, reason
    FROM known
    LEFT JOIN decided ON decided.campaign_activity_id = known.campaign_activity_id AND decided.user_id = known.user_id
    WHERE known.turn > 1 OR known.known_status IS NOT NULL
  )
  UPDATE source_offsets SET next_offset = $1 WHERE id = 1`

async function processBatch(commands: readonly PlainCommand[], first: number): Promise<void> {
  const activityIds = bigints([...new Set(commands.map(({ campaignActivityId }) => campaignActivityId))])
  await Promise.all([
    client.query('BEGIN'),
    run('lock-activities', LOCK_ACTIVITIES, [activityIds]),
    run('lock-products', LOCK_PRODUCTS, [activityIds]),
    run('take-in', TAKE_IN, [
      bigints(commands.map((_, index) => first + index)),
      bigints(commands.map(({ campaignActivityId }) => campaignActivityId)),
      bigints(commands.map(({ userId }) => userId)),
      bigints(commands.map(({ productId }) => productId)),
      bigints(commands.map(({ quantity = 1 }) => quantity)),
      texts(commands.map(({ price }) => (price === undefined ? null : String(price)))),
      instants(commands.map(({ timestamp }) => timestamp)),
    ]),
    run('decide', DECIDE, [first + commands.length]),
    client.query('COMMIT'),
  ])
}

await client.query(`
  CREATE TEMPORARY TABLE asked (source_offset bigint, campaign_activity_id bigint, user_id bigint, product_id bigint,
    quantity bigint, price numeric, requested_at timestamptz) ON COMMIT DELETE ROWS`)
await client.query("INSERT INTO source_offsets (source, partition, next_offset) VALUES ('file:plain', 0, 1)")
for await (const { lines, first } of lineBatches(file, Number(batchSize))) {
  await processBatch(
    lines.map((line) => JSON.parse(line) as PlainCommand),
    first,
  )
}
await client.end()

import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'

/** How many users the stored entries and the messages are drawn from: few of the messages find an entry. */
export const usersFor = (stored: number): number => Math.max(1_000_000, stored * 10)

/** Coprime to every power of ten, so that no user comes twice for one activity. */
const SCATTER = 618_033_989
const ACTIVITIES = 20
/** One of so many is approved, with all that belongs to it. */
const APPROVED_ONE_OF = 10
/** Beyond any sequence that a replay gives. */
const FIRST_SEQUENCE = 1_000_000_000
const AT_MS = Date.parse('2026-04-01T10:00:00+09:00')

/** Stores entries of random users, in random order, as earlier sales would have left them. */
export function storeInSqlite(path: string, stored: number): void {
  const db = new BetterSqlite3(path)
  // Nothing here has to survive a crash.
  for (const setting of ['synchronous = OFF', 'journal_mode = OFF', 'cache_size = -524288'])
    db.pragma(setting)
  db.exec(`
    INSERT INTO campaign_activity_entries (campaign_activity_id, user_id, product_id, quantity, price, status, reject_reason,
      sequence, requested_at, processed_at, source_id, source_offset, stock_seen, approved_seen)
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${stored})
    SELECT ${entryOf(stored, (epochMs) => String(epochMs))} FROM numbers`)
  db.exec(`
    INSERT INTO user_summary (user_id, last_purchase_at)
    SELECT DISTINCT user_id, requested_at FROM campaign_activity_entries WHERE status = 'APPROVED' ORDER BY id;
    INSERT INTO event_occurrences (event_id, occurred_at, user_id, event_context, entry_id, source_id, source_offset)
    SELECT 1, requested_at, user_id,
      json_object('campaignActivityId', campaign_activity_id, 'productId', product_id, 'quantity', 1), id, 999, source_offset
    FROM campaign_activity_entries WHERE status = 'APPROVED' ORDER BY id`)
  db.pragma('journal_mode = WAL')
  db.close()
}

export async function storeInPostgres(connectionString: string, stored: number): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query('SET synchronous_commit = off')
  await client.query(`
    INSERT INTO campaign_activity_entries (campaign_activity_id, user_id, product_id, quantity, price, status, reject_reason,
      sequence, requested_at, processed_at, source_id, source_offset, stock_seen, approved_seen)
    SELECT ${entryOf(stored, (epochMs) => `to_timestamp(${epochMs / 1_000})`)} FROM generate_series(1::bigint, ${stored}) AS numbers(n)`)
  await client.query(`
    INSERT INTO user_summary (user_id, last_purchase_at)
    SELECT DISTINCT user_id, requested_at FROM campaign_activity_entries WHERE status = 'APPROVED'`)
  await client.query(`
    INSERT INTO event_occurrences (event_id, occurred_at, user_id, event_context, entry_id, source_id, source_offset)
    SELECT 1, requested_at, user_id,
      jsonb_build_object('campaignActivityId', campaign_activity_id, 'productId', product_id, 'quantity', 1), id, 999, source_offset
    FROM campaign_activity_entries WHERE status = 'APPROVED' ORDER BY id`)
  await client.query('VACUUM ANALYZE')
  await client.query('CHECKPOINT')
  await client.end()
}

/** The columns of the entry with the number `n`, for both databases. */
function entryOf(stored: number, instant: (epochMs: number) => string): string {
  const isApproved = `n % ${APPROVED_ONE_OF} = 0`
  return `
    1 + n % ${ACTIVITIES}, 1 + (n * ${SCATTER}) % ${usersFor(stored)}, 1 + (n % ${ACTIVITIES}) / 2, 1, 10000,
    CASE WHEN ${isApproved} THEN 'APPROVED' ELSE 'REJECTED' END, CASE WHEN ${isApproved} THEN NULL ELSE 'OUT_OF_STOCK' END,
    CASE WHEN ${isApproved} THEN ${FIRST_SEQUENCE} + n END, ${instant(AT_MS)}, ${instant(AT_MS)}, 999, n, 0, 0`
}

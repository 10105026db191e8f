import type { Dialect } from '../../../src/stores/dialect.ts'

const OPENING_MS = Date.parse('2026-05-01T10:00:00+09:00')
const ACTIVITIES = 10

const forms = {
  sqlite: { instant: (ms: string) => ms, json: (text: string) => text, bytes: "x'7b'" },
  postgres: {
    instant: (ms: string) => `to_timestamp((${ms}) / 1000.0)`,
    json: (text: string) => `CAST(${text} AS jsonb)`,
    bytes: "CAST('{' AS bytea)",
  },
} satisfies Record<Dialect['name'], object>

/**
 * Statements that fill the tables of the first migration as a sale would have left them: `rows` entries, of which a fifth is
 * rejected, as many occurrences, a tenth as many users and repeated requests, a hundredth as many dead letters, and a twentieth as many
 * events.
 */
export function oldRows(dialect: Dialect['name'], rows: number): string[] {
  const { instant, json, bytes } = forms[dialect]
  const numbers = (count: number) =>
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})`
  const at = (number: string, more = 0) => instant(`${OPENING_MS + more} + ${number}`)
  const context = `'{"campaignActivityId":' || campaign_activity_id || ',"productId":' || product_id || ',"quantity":' || quantity || '}'`
  return [
    `INSERT INTO source_offsets (id, source, partition, next_offset)
     VALUES (1, 'kafka:axon.campaign-activity.command', 0, ${3 * rows})`,
    `INSERT INTO campaigns (id, name) VALUES (1, '선착순')`,
    `${numbers(ACTIVITIES)} INSERT INTO products (id, product_name, stock, initial_stock, price)
     SELECT i + 1, '상품 ' || i, ${3 * rows}, ${3 * rows}, 18000.5 FROM n`,
    `${numbers(ACTIVITIES)} INSERT INTO campaign_activities (id, campaign_id, product_id, name, activity_type, status)
     SELECT i + 1, 1, i + 1, '선착순 ' || i, 'FIRST_COME_FIRST_SERVE', 'ACTIVE' FROM n`,
    `INSERT INTO events (id, name, status, trigger_type)
     VALUES (1, '구매 완료', 'ACTIVE', 'PURCHASE'), (2, '로그인', 'ACTIVE', 'LOGIN_SUCCESS')`,
    `${numbers(Math.ceil(rows / 20))} INSERT INTO events (id, name, description, status, trigger_type, trigger_payload)
     SELECT i + 3, '행사 ' || i, '끝난 행사', 'INACTIVE', 'PURCHASE', ${json(`'{"big":12345678901234567890,"number":' || i || '}'`)} FROM n`,
    // Each user asks for every activity; every fifth came too late for all of them.
    `${numbers(rows)} INSERT INTO campaign_activity_entries (id, campaign_activity_id, user_id, product_id, quantity, price, status,
       reject_reason, sequence, requested_at, processed_at, source_id, source_offset, stock_seen, approved_seen)
     SELECT i + 1, i % ${ACTIVITIES} + 1, i / ${ACTIVITIES} + 1, i % ${ACTIVITIES} + 1, i % 3 + 1, 18000.5,
       CASE WHEN i / ${ACTIVITIES} % 5 = 0 THEN 'REJECTED' ELSE 'APPROVED' END,
       CASE WHEN i / ${ACTIVITIES} % 5 = 0 THEN 'OUT_OF_STOCK' END,
       CASE WHEN i / ${ACTIVITIES} % 5 > 0 THEN i / ${ACTIVITIES} - i / ${5 * ACTIVITIES} END,
       ${at('i')}, ${at('i', 5)}, 1, i, 7, 3 FROM n`,
    `INSERT INTO event_occurrences (id, event_id, occurred_at, user_id, event_context, entry_id, source_id, source_offset)
     SELECT id, 1, requested_at, user_id, ${json(context)}, id, 1, source_offset
     FROM campaign_activity_entries WHERE status = 'APPROVED'`,
    `INSERT INTO event_occurrences (id, event_id, occurred_at, user_id, page_url, event_context, message_id, source_id, source_offset, checksum)
     SELECT id, 2, requested_at, user_id, 'https://shop.example/login', ${json(`'{"via":"로그인"}'`)},
       CASE WHEN id % 2 = 0 THEN 'login-' || id END, 1, ${rows} + source_offset, CASE WHEN id % 2 = 1 THEN id END
     FROM campaign_activity_entries WHERE status = 'REJECTED'`,
    `INSERT INTO user_summary (user_id, last_purchase_at, last_login_at)
     SELECT user_id, max(CASE WHEN status = 'APPROVED' THEN requested_at END), max(CASE WHEN status = 'REJECTED' THEN requested_at END)
     FROM campaign_activity_entries GROUP BY user_id`,
    `${numbers(Math.ceil(rows / 10))} INSERT INTO repeated_requests (source_id, source_offset, campaign_activity_id, user_id, requested_at, outcome)
     SELECT 1, ${2 * rows} + i, 1, i + 1, ${at('i')}, 'duplicate' FROM n`,
    `${numbers(Math.ceil(rows / 100))} INSERT INTO dead_letters (id, source, partition, "offset", payload, reason, error, created_at)
     SELECT i + 1, 'kafka:axon.campaign-activity.command', 0, ${2 * rows + Math.ceil(rows / 10)} + i, ${bytes}, 'INVALID_JSON', 'no JSON', ${at('i')} FROM n`,
    `UPDATE products SET stock = initial_stock -
       (SELECT coalesce(sum(quantity), 0) FROM campaign_activity_entries WHERE product_id = products.id AND status = 'APPROVED')`,
    `UPDATE campaign_activities SET approved_count =
       (SELECT count(*) FROM campaign_activity_entries WHERE campaign_activity_id = campaign_activities.id AND status = 'APPROVED')`,
    ...(dialect === 'postgres' ? IDENTITIES.map(continueAfter) : []),
  ]
}

const IDENTITIES = [
  'source_offsets',
  'events',
  'campaign_activity_entries',
  'event_occurrences',
  'dead_letters',
] as const

/** The next id that Postgres gives out comes after those that are there. */
const continueAfter = (table: string): string =>
  `SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT max(id) FROM ${table}))`

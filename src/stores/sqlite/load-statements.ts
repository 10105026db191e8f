import type { SqliteConnection } from './connection.ts'

export function loadStatements(connection: SqliteConnection) {
  const prepare = (sql: string) => connection.prepare(sql)
  return {
    activity: prepare(`
      SELECT id, product_id AS productId, activity_type AS activityType, status, limit_count AS limitCount,
             approved_count AS approvedCount, start_date AS startDate, end_date AS endDate, price
      FROM campaign_activities WHERE id = ?`),
    product: prepare('SELECT id, stock, price FROM products WHERE id = ?'),
    event: prepare('SELECT id, status, trigger_type AS triggerType, sink FROM events WHERE id = ?'),
    defaultEvent: prepare(`
      SELECT id, status, trigger_type AS triggerType, sink FROM events
      WHERE trigger_type = ? AND status = 'ACTIVE' AND sink = 'DATABASE' ORDER BY id LIMIT 1`),
    entry: prepare(`
      SELECT user_id AS userId, status, requested_at AS requestedAt
      FROM campaign_activity_entries WHERE user_id = ? AND campaign_activity_id = ?`),
    /** Users of one activity, as a JSON array: one call instead of one per user. */
    entries: prepare(`
      SELECT entry.user_id AS userId, entry.status, entry.requested_at AS requestedAt
      FROM json_each(?) AS wanted CROSS JOIN campaign_activity_entries AS entry
      WHERE entry.campaign_activity_id = ? AND entry.user_id = wanted.value`),
    messageIds: prepare(`
      SELECT message_id FROM json_each(?) AS wanted CROSS JOIN event_occurrences
      WHERE message_id = wanted.value`).pluck(),
    recordedRequest: prepare(
      'SELECT 1 FROM event_occurrences WHERE source_id = ? AND source_offset = ? AND checksum = ?',
    ),
  }
}

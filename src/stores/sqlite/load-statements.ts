import type { SqliteConnection } from './connection.ts'

export function loadStatements(connection: SqliteConnection) {
  const prepare = (sql: string) => connection.prepare(sql)
  return {
    /** Of ids as a JSON array; rows are arrays: the driver makes one in half of the time of an object. */
    activities: prepare(`
      SELECT activity.id, product_id, activity_type, status, limit_count, approved_count, start_date, end_date, price
      FROM json_each(?) AS wanted CROSS JOIN campaign_activities AS activity WHERE activity.id = wanted.value`).raw(),
    /** Of ids as a JSON array; rows are arrays, too. */
    products: prepare(`
      SELECT product.id, stock, price
      FROM json_each(?) AS wanted CROSS JOIN products AS product WHERE product.id = wanted.value`).raw(),
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

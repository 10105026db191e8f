import type { SqliteConnection } from './connection.ts'

/** The statements of the hot path, prepared once per connection. */
export function prepareStatements(connection: SqliteConnection) {
  const prepare = (sql: string) => connection.prepare(sql)
  return {
    begin: prepare('BEGIN IMMEDIATE'),
    commit: prepare('COMMIT'),
    rollback: prepare('ROLLBACK'),

    position: prepare(
      'SELECT next_offset AS nextOffset, fingerprint FROM source_offsets WHERE source = ? AND partition = ?',
    ),
    firstPosition: prepare(`
      INSERT INTO source_offsets (source, partition, next_offset, fingerprint) VALUES (?, ?, ?, ?)
      ON CONFLICT DO NOTHING RETURNING id`),
    advancePosition: prepare(`
      UPDATE source_offsets SET next_offset = ?, fingerprint = ?
      WHERE source = ? AND partition = ? AND next_offset = ? RETURNING id`),
    sourceId: prepare('SELECT id FROM source_offsets WHERE source = ? AND partition = ?').pluck(),
    isPending: prepare("SELECT 1 FROM dead_letters WHERE id = ? AND status = 'PENDING'"),

    activity: prepare(`
      SELECT id, product_id AS productId, activity_type AS activityType, status, limit_count AS limitCount,
             approved_count AS approvedCount, start_date AS startDate, end_date AS endDate, price
      FROM campaign_activities WHERE id = ?`),
    product: prepare('SELECT id, stock, price FROM products WHERE id = ?'),
    event: prepare('SELECT id, status, trigger_type AS triggerType FROM events WHERE id = ?'),
    defaultEvent: prepare(`
      SELECT id, status, trigger_type AS triggerType FROM events
      WHERE trigger_type = ? AND status = 'ACTIVE' ORDER BY id LIMIT 1`),
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

    insertEntry: prepare(`
      INSERT INTO campaign_activity_entries
        (campaign_activity_id, user_id, product_id, quantity, price, status, reject_reason, sequence,
         requested_at, processed_at, source_id, source_offset, stock_seen, approved_seen)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    updateEntry: prepare(`
      UPDATE campaign_activity_entries
      SET product_id = ?, quantity = ?, price = ?, status = ?, reject_reason = ?, sequence = ?,
          requested_at = ?, processed_at = ?, source_id = ?, source_offset = ?, stock_seen = ?, approved_seen = ?
      WHERE campaign_activity_id = ? AND user_id = ? AND status = 'REJECTED' RETURNING id`).pluck(),
    takeStock: prepare('UPDATE products SET stock = stock - ? WHERE id = ? AND stock >= ?'),
    addApprovals: prepare('UPDATE campaign_activities SET approved_count = approved_count + ? WHERE id = ?'),
    mergeSummary: prepare(`
      INSERT INTO user_summary (user_id, last_purchase_at, last_login_at) VALUES (?, ?, ?)
      ON CONFLICT (user_id) DO UPDATE SET
        last_purchase_at = max(coalesce(last_purchase_at, excluded.last_purchase_at),
                               coalesce(excluded.last_purchase_at, last_purchase_at)),
        last_login_at = max(coalesce(last_login_at, excluded.last_login_at),
                            coalesce(excluded.last_login_at, last_login_at))`),
    insertOccurrence: prepare(`
      INSERT INTO event_occurrences
        (event_id, occurred_at, user_id, page_url, event_context, message_id,
         entry_id, source_id, source_offset, checksum)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    insertRepeatedRequest: prepare(`
      INSERT INTO repeated_requests
        (source_id, source_offset, campaign_activity_id, user_id, requested_at, outcome, reject_reason)
      VALUES (?, ?, ?, ?, ?, ?, ?)`),
    insertDeadLetter: prepare(`
      INSERT INTO dead_letters
        (source, partition, offset, message_key, payload, reason, error, created_at, message_kind, record_time)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (source, partition, offset) DO NOTHING`),
    /** A changed file is read again: another message stood at this position. It keeps its row, under another source name. */
    setChangedDeadLetterAside: prepare(`
      UPDATE dead_letters SET source = ?
      WHERE source = ? AND partition = ? AND offset = ? AND payload IS NOT ?`),
    reachPosition: prepare(`
      INSERT INTO source_offsets (source, partition, next_offset) VALUES (?, ?, ?)
      ON CONFLICT (source, partition) DO UPDATE SET next_offset = max(next_offset, excluded.next_offset)`),
    updateDeadLetter: prepare('UPDATE dead_letters SET reason = ?, error = ? WHERE id = ?'),
    markRetried: prepare("UPDATE dead_letters SET status = 'RETRIED' WHERE id = ?"),
  }
}

export type Statements = ReturnType<typeof prepareStatements>

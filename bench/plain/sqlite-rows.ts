import BetterSqlite3 from 'better-sqlite3'
import { type PlainActivity, type PlainCommand, rejectReason } from './plain-rules.ts'

/** The rows of a sale in SQLite, written one by one with prepared statements as each message is decided. */
export function sqliteRows(path: string) {
  const db = new BetterSqlite3(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('cache_size = -65536')
  db.pragma('wal_autocheckpoint = 8000')

  const activityOf = db.prepare<[number], PlainActivity>(`
    SELECT id, product_id AS productId, status, limit_count AS limitCount, approved_count AS approvedCount,
           start_date AS startDate, end_date AS endDate, price
    FROM campaign_activities WHERE id = ?`)
  const productOf = db.prepare<[number], { stock: number; price: number }>(
    'SELECT * FROM products WHERE id = ?',
  )
  const entryOf = db.prepare<[number, number], { id: number; status: string }>(
    'SELECT id, status FROM campaign_activity_entries WHERE campaign_activity_id = ? AND user_id = ?',
  )
  const insertEntry = db.prepare(`
    INSERT INTO campaign_activity_entries (campaign_activity_id, user_id, product_id, quantity, price, status,
      reject_reason, sequence, requested_at, processed_at, source_id, source_offset, stock_seen, approved_seen)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)`)
  const updateEntry = db.prepare(`
    UPDATE campaign_activity_entries SET product_id = ?, quantity = ?, price = ?, status = ?, reject_reason = ?,
      sequence = ?, processed_at = ?, source_offset = ?, stock_seen = ?, approved_seen = ? WHERE id = ?`)
  const takeStock = db.prepare('UPDATE products SET stock = stock - ? WHERE id = ?')
  const countApproval = db.prepare(
    'UPDATE campaign_activities SET approved_count = approved_count + 1 WHERE id = ?',
  )
  const mergeSummary = db.prepare(`
    INSERT INTO user_summary (user_id, last_purchase_at) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET last_purchase_at = max(coalesce(last_purchase_at, 0), excluded.last_purchase_at)`)
  const purchaseEvent = db
    .prepare("SELECT min(id) FROM events WHERE trigger_type = 'PURCHASE' AND status = 'ACTIVE'")
    .pluck()
  const insertOccurrence = db.prepare(`
    INSERT INTO event_occurrences (event_id, occurred_at, user_id, event_context, entry_id, source_id, source_offset)
    VALUES (?, ?, ?, ?, ?, 1, ?)`)
  const insertRepeated = db.prepare(`
    INSERT INTO repeated_requests (source_id, source_offset, campaign_activity_id, user_id, requested_at, outcome,
      reject_reason) VALUES (1, ?, ?, ?, ?, ?, ?)`)
  const savePosition = db.prepare(`
    INSERT INTO source_offsets (id, source, partition, next_offset) VALUES (1, ?, 0, ?)
    ON CONFLICT (id) DO UPDATE SET next_offset = excluded.next_offset`)
  const insertDeadLetter = db.prepare(`
    INSERT INTO dead_letters (source, partition, offset, payload, reason, error, created_at)
    VALUES (?, 0, ?, ?, 'INVALID_MESSAGE', ?, ?)`)

  /** Answers with what the command lacks; null if it was written. */
  function writeCommand(command: PlainCommand, offset: number): string | null {
    const { campaignActivityId, userId, quantity = 1, timestamp: requestedAt } = command
    const activity = activityOf.get(campaignActivityId)
    if (!activity) return `there is no activity ${campaignActivityId}`
    const entry = entryOf.get(campaignActivityId, userId)
    if (entry?.status === 'APPROVED') {
      insertRepeated.run(offset, campaignActivityId, userId, requestedAt, 'duplicate', null)
      return null
    }
    const productId = command.productId ?? activity.productId
    const product = productOf.get(productId)
    if (!product) return `there is no product ${productId}`
    const reason = rejectReason(activity, product.stock, command)
    const status = reason ? 'REJECTED' : 'APPROVED'
    const sequence = reason ? null : activity.approvedCount + 1
    const price = command.price ?? activity.price ?? product.price
    const seen = [product.stock, activity.approvedCount]
    let entryId = entry?.id
    if (entryId === undefined) {
      const { lastInsertRowid } = insertEntry.run(
        campaignActivityId,
        userId,
        productId,
        quantity,
        price,
        status,
        reason,
        sequence,
        requestedAt,
        Date.now(),
        offset,
        ...seen,
      )
      entryId = Number(lastInsertRowid)
    } else {
      updateEntry.run(
        productId,
        quantity,
        price,
        status,
        reason,
        sequence,
        Date.now(),
        offset,
        ...seen,
        entryId,
      )
      insertRepeated.run(offset, campaignActivityId, userId, requestedAt, status.toLowerCase(), reason)
    }
    if (reason) return null
    takeStock.run(quantity, productId)
    countApproval.run(campaignActivityId)
    mergeSummary.run(userId, requestedAt)
    const context = JSON.stringify({ campaignActivityId, productId, quantity })
    insertOccurrence.run(
      command.eventId ?? purchaseEvent.get(),
      requestedAt,
      userId,
      context,
      entryId,
      offset,
    )
    return null
  }

  return {
    writeCommand,
    writeDeadLetter: (source: string, offset: number, line: string, error: string) =>
      void insertDeadLetter.run(source, offset, Buffer.from(line), error, Date.now()),
    savePosition: (source: string, next: number) => void savePosition.run(source, next),
    inTransaction: <T extends unknown[]>(work: (...args: T) => void) => db.transaction(work),
    close: () => db.close(),
  }
}

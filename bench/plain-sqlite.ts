import BetterSqlite3 from 'better-sqlite3'
import type { CampaignActivityEntry } from '../src/domain/campaign-activity-entry.ts'
import type { EventOccurrence } from '../src/domain/event-occurrence.ts'
import { APPROVED, DUPLICATE, type Outcome, rejected } from '../src/domain/outcome.ts'
import { entryColumns, entryState } from '../src/stores/columns/entry-columns.ts'
import { occurrenceColumns } from '../src/stores/columns/occurrence-columns.ts'
import { repeatedRequestColumns } from '../src/stores/columns/repeated-request-columns.ts'
import type { RowIds } from '../src/stores/columns/row-ids.ts'
import { insertInto } from '../src/stores/sqlite/insert-into.ts'
import { rowReader } from '../src/stores/sqlite/row-reader.ts'
import { lineBatches } from './line-batches.ts'
import { type PlainActivity, type PlainCommand, rejectReason } from './plain-rules.ts'

/**
 * What a careful engineer would write without Axon: the same rows, written row by row as each message is decided, at the
 * same durability and batch size. No checks of the messages' form, no dead letters, no resume.
 *
 *     tsx bench/plain-sqlite.ts DATABASE FILE BATCH_SIZE
 *
 * The database must have been seeded by `axon seed`.
 */
const [, , databasePath = '', file = '', batchSizeText = '1000'] = process.argv
const batchSize = Number(batchSizeText)
const db = new BetterSqlite3(databasePath)
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
const insertEntry = db.prepare(insertInto('campaign_activity_entries', entryColumns))
const updateEntry = db.prepare(
  `UPDATE campaign_activity_entries SET ${entryState.map(({ name }) => `${name} = ?`).join(', ')} WHERE id = ?`,
)
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
const insertOccurrence = db.prepare(insertInto('event_occurrences', occurrenceColumns))
const insertRepeated = db.prepare(insertInto('repeated_requests', repeatedRequestColumns))
const savePosition = db.prepare(`
  INSERT INTO source_offsets (id, source, partition, next_offset) VALUES (1, ?, 0, ?)
  ON CONFLICT (id) DO UPDATE SET next_offset = excluded.next_offset`)

/** All messages come from one file, whose row is the first of `source_offsets`. */
const at = { source: `file:${file}`, partition: 0 }
const entryValues = rowReader(entryColumns)
const entryUpdate = rowReader(entryState)
const occurrenceValues = rowReader(occurrenceColumns)
const repeatedRequestValues = rowReader(repeatedRequestColumns)
const ids: RowIds = { sources: new Map([[at, 1]]), entries: new Map() }

function process1(line: string, offset: number): void {
  const command = JSON.parse(line) as PlainCommand
  const { campaignActivityId, userId, quantity = 1, timestamp: requestedAt } = command
  const activity = activityOf.get(campaignActivityId)
  if (!activity) return
  const known = entryOf.get(campaignActivityId, userId)
  const request = { campaignActivityId, userId, requestedAt, position: { at, offset } }
  const repeat = (outcome: Outcome) =>
    insertRepeated.run(...repeatedRequestValues({ ...request, outcome }, ids))
  if (known?.status === 'APPROVED') {
    repeat(DUPLICATE)
    return
  }
  const productId = command.productId ?? activity.productId
  const product = productOf.get(productId)
  if (!product) return
  const reason = rejectReason(activity, product.stock, command)
  const entry: CampaignActivityEntry = {
    ...request,
    productId,
    quantity,
    price: command.price ?? activity.price ?? product.price,
    status: reason ? 'REJECTED' : 'APPROVED',
    rejectReason: reason,
    sequence: reason ? null : activity.approvedCount + 1,
    processedAt: Date.now(),
    stockSeen: product.stock,
    approvedSeen: activity.approvedCount,
  }
  let entryId = known?.id
  if (entryId === undefined) {
    entryId = Number(insertEntry.run(...entryValues(entry, ids)).lastInsertRowid)
  } else {
    updateEntry.run(...entryUpdate(entry, ids), entryId)
    repeat(reason ? rejected(reason) : APPROVED)
  }
  if (reason) return
  takeStock.run(quantity, productId)
  countApproval.run(campaignActivityId)
  mergeSummary.run(userId, requestedAt)
  ids.entries.set(campaignActivityId, new Map([[userId, entryId]]))
  const occurrence: EventOccurrence = {
    eventId: purchaseEvent.get() as number,
    occurredAt: requestedAt,
    userId,
    pageUrl: null,
    context: JSON.stringify({ campaignActivityId, productId, quantity }),
    messageId: null,
    entry,
    position: request.position,
    checksum: null,
  }
  insertOccurrence.run(...occurrenceValues(occurrence, ids))
}

const processBatch = db.transaction((lines: readonly string[], first: number) => {
  for (const [index, line] of lines.entries()) process1(line, first + index)
  savePosition.run(`file:${file}`, first + lines.length)
})

for await (const { lines, first } of lineBatches(file, batchSize)) processBatch(lines, first)
db.close()

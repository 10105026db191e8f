import { deadLetterColumns } from '../columns/dead-letter-columns.ts'
import { entryColumns, entryKey, entryState } from '../columns/entry-columns.ts'
import { browserOccurrenceColumns, occurrenceColumns } from '../columns/occurrence-columns.ts'
import { repeatedRequestColumns } from '../columns/repeated-request-columns.ts'
import { summaryColumns } from '../columns/summary-columns.ts'
import type { SqliteConnection } from './connection.ts'
import { insertInto } from './insert-into.ts'

export function flushStatements(connection: SqliteConnection) {
  const prepare = (sql: string) => connection.prepare(sql)
  return {
    insertEntry: prepare(insertInto('campaign_activity_entries', entryColumns)),
    /** Values: what may change, then what tells the entry from others. */
    updateEntry: prepare(`
      UPDATE campaign_activity_entries SET ${entryState.map(({ name }) => `${name} = ?`).join(', ')}
      WHERE ${entryKey.map(({ name }) => `${name} = ?`).join(' AND ')} AND status = 'REJECTED' RETURNING id`).pluck(),
    takeStock: prepare('UPDATE products SET stock = stock - ? WHERE id = ? AND stock >= ?'),
    addApprovals: prepare('UPDATE campaign_activities SET approved_count = approved_count + ? WHERE id = ?'),
    mergeSummary: prepare(`
      ${insertInto('user_summary', summaryColumns)}
      ON CONFLICT (user_id) DO UPDATE SET
        last_purchase_at = max(coalesce(last_purchase_at, excluded.last_purchase_at),
                               coalesce(excluded.last_purchase_at, last_purchase_at)),
        last_login_at = max(coalesce(last_login_at, excluded.last_login_at),
                            coalesce(excluded.last_login_at, last_login_at))`),
    insertOccurrence: prepare(insertInto('event_occurrences', occurrenceColumns)),
    insertBrowserOccurrence: prepare(insertInto('event_occurrences', browserOccurrenceColumns)),
    insertRepeatedRequest: prepare(insertInto('repeated_requests', repeatedRequestColumns)),
    insertDeadLetter: prepare(`
      ${insertInto('dead_letters', deadLetterColumns)}
      ON CONFLICT (source, partition, offset) DO NOTHING`),
    /** A changed file is read again: another message stood at this position. It keeps its row, under another source name. */
    setChangedDeadLetterAside: prepare(`
      UPDATE dead_letters SET source = ?
      WHERE source = ? AND partition = ? AND offset = ? AND payload IS NOT ?`),
    updateDeadLetter: prepare('UPDATE dead_letters SET reason = ?, error = ? WHERE id = ?'),
    markRetried: prepare("UPDATE dead_letters SET status = 'RETRIED' WHERE id = ?"),
  }
}

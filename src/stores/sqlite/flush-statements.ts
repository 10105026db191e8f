import { deadLetterColumns } from '../columns/dead-letter-columns.ts'
import { entryColumns, entryKey, entryState } from '../columns/entry-columns.ts'
import { browserOccurrenceColumns, occurrenceColumns } from '../columns/occurrence-columns.ts'
import { repeatedRequestColumns } from '../columns/repeated-request-columns.ts'
import { summaryColumns } from '../columns/summary-columns.ts'
import type { SqliteConnection } from './connection.ts'
import { insertInto } from './insert-into.ts'
import { RowWriter } from './row-writer.ts'

export function flushStatements(connection: SqliteConnection) {
  const prepare = (sql: string) => connection.prepare(sql)
  return {
    newEntries: new RowWriter(connection, { table: 'campaign_activity_entries', columns: entryColumns }),
    /** Values: what may change, then what tells the entry from others. */
    updateEntry: prepare(`
      UPDATE campaign_activity_entries SET ${entryState.map(({ name }) => `${name} = ?`).join(', ')}
      WHERE ${entryKey.map(({ name }) => `${name} = ?`).join(' AND ')} AND status = 'REJECTED' RETURNING id`).pluck(),
    takeStock: prepare('UPDATE products SET stock = stock - ? WHERE id = ? AND stock >= ?'),
    addApprovals: prepare('UPDATE campaign_activities SET approved_count = approved_count + ? WHERE id = ?'),
    summaries: new RowWriter(connection, {
      table: 'user_summary',
      columns: summaryColumns,
      onConflict: `
        ON CONFLICT (user_id) DO UPDATE SET
          last_purchase_at = max(coalesce(last_purchase_at, excluded.last_purchase_at),
                                 coalesce(excluded.last_purchase_at, last_purchase_at)),
          last_login_at = max(coalesce(last_login_at, excluded.last_login_at),
                              coalesce(excluded.last_login_at, last_login_at))`,
    }),
    purchases: new RowWriter(connection, { table: 'event_occurrences', columns: occurrenceColumns }),
    occurrences: new RowWriter(connection, { table: 'event_occurrences', columns: browserOccurrenceColumns }),
    repeatedRequests: new RowWriter(connection, {
      table: 'repeated_requests',
      columns: repeatedRequestColumns,
    }),
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

import BetterSqlite3 from 'better-sqlite3'
import type { Columns, ColumnValue } from '../src/stores/columns/column.ts'
import { NO_ROW_IDS } from '../src/stores/columns/row-ids.ts'
import { openConnection } from '../src/stores/sqlite/connection.ts'
import { RowWriter } from '../src/stores/sqlite/row-writer.ts'
import { SqliteUrl } from '../src/stores/sqlite/sqlite-url.ts'
import { idsOfBatch, type NewRows } from './plain/new-rows.ts'

/**
 * The least that replay's way of writing takes: the rows that a replay left, given to a database like the one that it began with, batch for
 * batch, at the same durability. No message is read, decoded, checked or decided, and no row is looked up. Prints the seconds that the
 * transactions took.
 *
 *     tsx bench/bound-sqlite.ts DATABASE FINISHED BATCH_SIZE
 *
 * DATABASE was seeded by `axon seed`, and may hold entries; FINISHED is a copy of it after a replay.
 */
const [, , path = '', finishedPath = '', batchSize = '5000'] = process.argv

type Row = readonly ColumnValue[]

const finished = new BetterSqlite3(finishedPath, { readonly: true })
const connection = openConnection(new SqliteUrl(`sqlite:${path}`), { isBulk: true })

const entryNames = namesIn(`
  id campaign_activity_id user_id product_id quantity price status reject_reason sequence requested_at processed_at source_id source_offset
  stock_seen approved_seen`)
const occurrenceNames = namesIn(
  'id event_id occurred_at user_id event_context entry_id source_id source_offset',
)
const readEntries = rowsOf(`SELECT ${entryNames} FROM campaign_activity_entries WHERE id > ? AND id <= ?`)
const readOccurrences = rowsOf(`SELECT ${occurrenceNames} FROM event_occurrences WHERE id > ? AND id <= ?`)
const readSummaries = rowsOf(`
  SELECT user_id, occurred_at FROM event_occurrences WHERE id > ? AND id <= ? ORDER BY user_id`)
const entries = writerOf('campaign_activity_entries', entryNames)
const occurrences = writerOf('event_occurrences', occurrenceNames)
const summaries = writerOf(
  'user_summary',
  namesIn('user_id last_purchase_at'),
  'ON CONFLICT DO UPDATE SET last_purchase_at = max(last_purchase_at, excluded.last_purchase_at)',
)

const newEntries = newIn('campaign_activity_entries')
const newOccurrences = newIn('event_occurrences')
const batches = Math.ceil(newEntries.count / Number(batchSize))

const write = connection.transaction((batch: Readonly<Record<'bought' | 'buyers' | 'asked', Row[]>>) => {
  entries.write(batch.asked, NO_ROW_IDS)
  summaries.write(batch.buyers, NO_ROW_IDS)
  occurrences.write(batch.bought, NO_ROW_IDS)
})

let milliseconds = 0
for (let at = 0; at < batches; at += 1) {
  const ofBatch = (rows: NewRows) => idsOfBatch(rows, at, batches)
  const batch = {
    asked: readEntries.all(...ofBatch(newEntries)) as Row[],
    buyers: readSummaries.all(...ofBatch(newOccurrences)) as Row[],
    bought: readOccurrences.all(...ofBatch(newOccurrences)) as Row[],
  }
  const startedAt = performance.now()
  write(batch)
  milliseconds += performance.now() - startedAt
}
connection.close()
console.log(milliseconds / 1_000)

function namesIn(text: string): string[] {
  return text.trim().split(/\s+/)
}

/** The rows that only FINISHED has. */
function newIn(table: string): NewRows {
  const lastIn = (database: BetterSqlite3.Database): number =>
    Number(database.prepare(`SELECT max(id) FROM ${table}`).pluck().get())
  const after = lastIn(connection)
  return { after, count: lastIn(finished) - after }
}

function rowsOf(sql: string) {
  return finished.prepare<[number, number]>(sql).raw()
}

function writerOf(table: string, names: readonly string[], onConflict = ''): RowWriter<Row> {
  const columns: Columns<Row> = names.map((name, at) => ({ name, type: 'text', of: (row) => row[at] }))
  return new RowWriter(connection, { table, columns, onConflict })
}

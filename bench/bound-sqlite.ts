import BetterSqlite3 from 'better-sqlite3'

/**
 * What no program can undercut that writes a sale's rows from JavaScript with this library: the rows that a replay left, given to the
 * database again, batch for batch, at the same durability. No message is read, decoded, checked or decided, and no row is looked up.
 * Prints the seconds that the transactions took.
 *
 *     tsx bench/bound-sqlite.ts DATABASE FINISHED BATCH_SIZE
 *
 * DATABASE is new and seeded by `axon seed`; FINISHED holds the rows.
 */
const [, , path = '', finishedPath = '', batchSize = '5000'] = process.argv
/** Of one statement, as replay does it. */
const TOGETHER = 10

type Row = unknown[]

const finished = new BetterSqlite3(finishedPath, { readonly: true })
const db = new BetterSqlite3(path)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.pragma('cache_size = -65536')
db.pragma('wal_autocheckpoint = 8000')

const ENTRY = `id, campaign_activity_id, user_id, product_id, quantity, price, status, reject_reason, sequence, requested_at, processed_at,
  source_id, source_offset, stock_seen, approved_seen`
const OCCURRENCE = 'id, event_id, occurred_at, user_id, event_context, entry_id, source_id, source_offset'
const SUMMARY = 'user_id, last_purchase_at'
const LATEST = 'ON CONFLICT DO UPDATE SET last_purchase_at = max(last_purchase_at, excluded.last_purchase_at)'

const readEntries = rowsOf(`SELECT ${ENTRY} FROM campaign_activity_entries WHERE id > ? AND id <= ?`)
const readOccurrences = rowsOf(`SELECT ${OCCURRENCE} FROM event_occurrences WHERE id > ? AND id <= ?`)
const readSummaries = rowsOf(`
  SELECT user_id, occurred_at FROM event_occurrences WHERE id > ? AND id <= ? ORDER BY user_id`)
const writeEntries = writerOf('campaign_activity_entries', ENTRY)
const writeOccurrences = writerOf('event_occurrences', OCCURRENCE)
const writeSummaries = writerOf('user_summary', SUMMARY, LATEST)

const lastIn = (table: string) => finished.prepare(`SELECT max(id) FROM ${table}`).pluck().get() as number
const lastEntry = lastIn('campaign_activity_entries')
const batches = Math.ceil(lastEntry / Number(batchSize))
const occurrencesOfBatch = Math.ceil(lastIn('event_occurrences') / batches)

const write = db.transaction((entries: Row[], summaries: Row[], occurrences: Row[]) => {
  writeEntries(entries)
  writeSummaries(summaries)
  writeOccurrences(occurrences)
})

let milliseconds = 0
for (let batch = 0; batch < batches; batch += 1) {
  const bounds = (size: number) => [batch * size, (batch + 1) * size] as const
  const entries = readEntries.all(...bounds(Number(batchSize))) as Row[]
  const summaries = readSummaries.all(...bounds(occurrencesOfBatch)) as Row[]
  const occurrences = readOccurrences.all(...bounds(occurrencesOfBatch)) as Row[]
  const startedAt = performance.now()
  write(entries, summaries, occurrences)
  milliseconds += performance.now() - startedAt
}
db.close()
console.log(milliseconds / 1_000)

function rowsOf(sql: string) {
  return finished.prepare<[number, number]>(sql).raw()
}

function writerOf(table: string, columns: string, onConflict = ''): (rows: Row[]) => void {
  const row = `(${columns.replaceAll(/\w+/g, '?')})`
  const prepare = (rows: number) =>
    db.prepare(
      `INSERT INTO ${table} (${columns}) VALUES ${Array(rows).fill(row).join(', ')} ${onConflict}`.replace(
        'INSERT',
        rows > 1 ? 'INSERT OR ROLLBACK' : 'INSERT',
      ),
    )
  const [one, several] = [prepare(1), prepare(TOGETHER)]
  return (rows) => {
    let at = 0
    for (; rows.length - at >= TOGETHER; at += TOGETHER) several.run(rows.slice(at, at + TOGETHER).flat())
    for (; at < rows.length; at += 1) one.run(rows[at]!)
  }
}

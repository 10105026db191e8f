import { sql } from 'drizzle-orm/sql'
import type { Database } from '../src/stores/database.ts'

/** Tables with the columns that make their rows unique; `processed_at` and `created_at` are the clock's, not the input's. */
const TABLES: readonly [table: string, order: string][] = [
  ['products', 'id'],
  ['campaigns', 'id'],
  ['campaign_activities', 'id'],
  ['campaign_activity_entries', 'campaign_activity_id, user_id'],
  ['user_summary', 'user_id'],
  ['events', 'id'],
  ['event_occurrences', 'source_id, source_offset'],
  ['source_offsets', 'source, partition'],
  ['dead_letters', 'source, partition, "offset"'],
  ['repeated_requests', 'source_id, source_offset'],
]
const CLOCK_COLUMNS = ['processed_at', 'created_at']

export interface DumpOptions {
  /** False leaves out ids that a database hands out: they may have gaps on Postgres after a crash. What they stand for is shown instead. */
  readonly withIds?: boolean
}

type Row = Record<string, unknown>

const SURROGATES: Readonly<Record<string, readonly string[]>> = {
  campaign_activity_entries: ['id'],
  event_occurrences: ['id', 'entry_id'],
  source_offsets: ['id'],
  dead_letters: ['id'],
}

/** Every table, row by row, as text: two runs with the same effects have the same dump. */
export async function dump(database: Database, { withIds = true }: DumpOptions = {}): Promise<string> {
  const read = (table: string, order: string) =>
    database.query<Row>(sql.raw(`SELECT * FROM ${table} ORDER BY ${order}`))
  const sources = new Map<unknown, string>()
  for (const { id, source, partition } of await read('source_offsets', 'source, partition'))
    sources.set(id, `${source} ${partition}`)
  const lines: string[] = []
  for (const [table, order] of TABLES) {
    const rows = await read(table, order)
    const hidden = [...CLOCK_COLUMNS, ...(withIds ? [] : (SURROGATES[table] ?? []))]
    lines.push(`${table}: ${rows.length} rows`)
    for (const row of rows) {
      const shown = withIds || !('source_id' in row) ? row : { ...row, source_id: sources.get(row.source_id) }
      lines.push(JSON.stringify(shown, (key, value) => (hidden.includes(key) ? undefined : value)))
    }
  }
  return lines.join('\n')
}

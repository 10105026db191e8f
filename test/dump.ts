import { sql } from 'drizzle-orm'
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
  /** False leaves out ids that a database hands out: they may have gaps on Postgres after a crash. */
  readonly withIds?: boolean
}

const SURROGATES: Readonly<Record<string, readonly string[]>> = {
  campaign_activity_entries: ['id'],
  event_occurrences: ['id', 'entry_id'],
  dead_letters: ['id'],
}

/** Every table, row by row, as text: two runs with the same effects have the same dump. */
export async function dump(database: Database, { withIds = true }: DumpOptions = {}): Promise<string> {
  const lines: string[] = []
  for (const [table, order] of TABLES) {
    const rows = await database.query<Record<string, unknown>>(
      sql.raw(`SELECT * FROM ${table} ORDER BY ${order}`),
    )
    const hidden = [...CLOCK_COLUMNS, ...(withIds ? [] : (SURROGATES[table] ?? []))]
    lines.push(`${table}: ${rows.length} rows`)
    for (const row of rows) {
      lines.push(JSON.stringify(row, (key, value) => (hidden.includes(key) ? undefined : value)))
    }
  }
  return lines.join('\n')
}

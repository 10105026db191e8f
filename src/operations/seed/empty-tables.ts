import { sql } from 'drizzle-orm/sql'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'

/** `source_offsets` first: every transaction of the pipeline starts there, so that one waits for the other. */
const TABLES = [
  'source_offsets',
  'dead_letters',
  'repeated_requests',
  'event_occurrences',
  'campaign_activity_entries',
  'user_summary',
  'events',
  'campaign_activities',
  'campaigns',
  'products',
]

/**
 * Empties all tables of CONTRACT §3, and spares what outlives a shop: keys, sites, the log of changes (CONTRACT §11) and the
 * revisions of events, so that a revision never comes to mean something else. The ids that the database hands out start again at 1.
 */
export async function emptyTables(query: Query, dialect: Dialect): Promise<void> {
  if (dialect.name === 'postgres') {
    await query(sql.raw(`TRUNCATE ${TABLES.join(', ')} RESTART IDENTITY`))
    return
  }
  for (const table of TABLES) await query(sql.raw(`DELETE FROM ${table}`))
}

import { sql } from 'drizzle-orm/sql'
import type { Query } from '../stores/database.ts'
import type { Dialect } from '../stores/dialect.ts'

/** From here to the end of the transaction nobody else writes to the table; whoever reads goes on. On SQLite every transaction has that. */
export async function oneAtATime(
  query: Query,
  { name }: Dialect,
  table: 'api_keys' | 'campaigns' | 'events' | 'sites',
): Promise<void> {
  if (name === 'postgres') await query(sql`LOCK TABLE ${sql.raw(table)} IN SHARE ROW EXCLUSIVE MODE`)
}

import { sql } from 'drizzle-orm/sql'
import type { Database } from '../stores/database.ts'

/** Asks the database nothing. @throws if it does not answer. */
export async function askForLife({ query }: Database): Promise<void> {
  await query(sql`SELECT 1`)
}

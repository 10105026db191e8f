import type { Database } from './database.ts'
import { type DatabaseUrl, parseDatabaseUrl } from './database-url.ts'

export interface OpenOptions {
  /** Nothing is written, no file and no table created: what is not there yet is an error. */
  readonly readOnly?: boolean
}

/**
 * Opens the database that the URL names, creating or upgrading its tables. Only its driver is loaded.
 * @throws HaltError for a URL of no known form, and a database that can't be used.
 */
export async function openDatabase(
  given: DatabaseUrl | string,
  { readOnly = false }: OpenOptions = {},
): Promise<Database> {
  const url = typeof given === 'string' ? await parseDatabaseUrl(given) : given
  if (url.kind === 'sqlite') {
    const { SqliteDatabase } = await import('./sqlite/sqlite-database.ts')
    return SqliteDatabase.open(url, readOnly)
  }
  const { PostgresDatabase } = await import('./postgres/postgres-database.ts')
  return PostgresDatabase.open(url, readOnly)
}

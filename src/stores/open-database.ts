import type { Database } from './database.ts'
import { type DatabaseUrl, parseDatabaseUrl } from './database-url.ts'

export interface OpenOptions {
  /** Nothing is written, no file and no table created: what is not there yet is an error. */
  readonly readOnly?: boolean
  /** It is opened as ever, but what is there and may only be read is taken too. */
  readonly isToRead?: boolean
  /**
   * Once it is open, nothing waits long, as people wait for the answers: on Postgres 1 s for a lock and 5 s for a reply, on SQLite
   * not at all for another process's lock. What could not be done is an outage, to be tried again.
   */
  readonly isPrompt?: boolean
}

/**
 * Opens the database that the URL names, creating or upgrading its tables. Only its driver is loaded.
 * @throws HaltError for a URL of no known form, and a database that can't be used.
 */
export async function openDatabase(
  given: DatabaseUrl | string,
  { readOnly = false, isToRead = false, isPrompt = false }: OpenOptions = {},
): Promise<Database> {
  const url = typeof given === 'string' ? await parseDatabaseUrl(given) : given
  if (url.kind === 'sqlite') {
    const { SqliteDatabase } = await import('./sqlite/sqlite-database.ts')
    if (isToRead) return SqliteDatabase.openToRead(url)
    return SqliteDatabase.open(url, readOnly, isPrompt)
  }
  const { PostgresDatabase } = await import('./postgres/postgres-database.ts')
  return PostgresDatabase.open(url, readOnly, isPrompt)
}

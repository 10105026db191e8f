import type { Database } from './database.ts'
import { type DatabaseUrl, parseDatabaseUrl } from './database-url.ts'
import type { OpenOptions } from './open-options.ts'

/**
 * Opens the database that the URL names, creating or upgrading its tables. Only its driver is loaded.
 * @throws HaltError for a URL of no known form, and a database that can't be used.
 */
export async function openDatabase(
  given: DatabaseUrl | string,
  options: OpenOptions = {},
): Promise<Database> {
  const url = typeof given === 'string' ? await parseDatabaseUrl(given) : given
  if (url.kind === 'sqlite') {
    const { SqliteDatabase } = await import('./sqlite/sqlite-database.ts')
    return options.isToRead ? SqliteDatabase.openToRead(url) : SqliteDatabase.open(url, options)
  }
  const { PostgresDatabase } = await import('./postgres/postgres-database.ts')
  return PostgresDatabase.open(url, options)
}

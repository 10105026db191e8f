import type { Database } from './database.ts'
import type { SqliteUrl } from './sqlite/sqlite-url.ts'

/** A SQLite file for long reads, which keep nothing else from going on: in a thread of its own. It must be there, with its tables. */
export async function openReader(url: SqliteUrl): Promise<Database> {
  const { SqliteReader } = await import('./sqlite/reader/sqlite-reader.ts')
  return new SqliteReader(url)
}

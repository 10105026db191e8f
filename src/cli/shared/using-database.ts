import type { Database } from '../../stores/database.ts'
import { openDatabase } from '../../stores/open-database.ts'
import type { OpenOptions } from '../../stores/open-options.ts'

/** Opens the database that the command names, and closes it whatever happens. */
export async function usingDatabase<T>(
  url: string,
  work: (database: Database) => Promise<T>,
  options: OpenOptions = {},
): Promise<T> {
  const database = await openDatabase(url, options)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** As {@link usingDatabase}, for commands that only look: a file that may not be written will do. */
export const readingDatabase = <T>(url: string, work: (database: Database) => Promise<T>): Promise<T> =>
  usingDatabase(url, work, { isToRead: true })

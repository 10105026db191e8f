import type { Database } from '../../stores/database.ts'
import { openDatabase } from '../../stores/open-database.ts'

/** Opens the database that the command names, and closes it whatever happens. */
export async function usingDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

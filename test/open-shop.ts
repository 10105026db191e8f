import { seed } from '../src/operations/seed/seed.ts'
import { parseSeed } from '../src/operations/seed/seed-file.ts'
import type { Database } from '../src/stores/database.ts'
import { openDatabase } from '../src/stores/open-database.ts'
import type { EmptyDatabase } from './databases.ts'

/** A database with this shop (the content of a seed file) in it, gone after `work`. */
export async function withShop<T>(
  create: () => Promise<EmptyDatabase>,
  shop: unknown,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const empty = await create()
  const database = await openDatabase(empty.url)
  try {
    await seed(database, parseSeed(shop, 'shop').seed, { reset: false })
    return await work(database)
  } finally {
    await database.close()
    await empty.drop()
  }
}

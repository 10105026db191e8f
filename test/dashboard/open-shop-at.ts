import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { SHOP } from '../shop.ts'

/** The database at this URL, with the smallest shop in it. */
export async function openShopAt(url: string): Promise<Database> {
  const database = await openDatabase(url)
  await seed(database, parseSeed(SHOP, 'shop').seed, { reset: false })
  return database
}

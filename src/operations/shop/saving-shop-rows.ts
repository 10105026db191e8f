import { HaltError } from '../../domain/halt-error.ts'
import { throughStoreOutages } from '../../pipeline/commit/through-store-outages.ts'
import type { Database, Query } from '../../stores/database.ts'
import { type RefusedRow, refusedRow, type ShopList, type ShopSaved } from './shop-row.ts'

/** On SQLite a turn of the group commit has been waited for already. */
const RETRIES = { postgres: 3, sqlite: 0 } as const

/** One transaction; what seeding refuses undoes it, and is told as what is wrong with a field. */
export async function savingShopRows<List extends ShopList>(
  database: Database,
  work: (query: Query) => Promise<ShopSaved<List>>,
): Promise<ShopSaved<List>> {
  try {
    // Somebody who seeds may be in the way.
    return await throughStoreOutages(database, { retries: RETRIES[database.dialect.name] }, () =>
      database.transaction(work),
    )
  } catch (error) {
    const refused = error instanceof HaltError ? refusalOf(error) : null
    if (!refused) throw error
    return refused
  }
}

function refusalOf({ code, facts }: HaltError): RefusedRow | null {
  const { sold, approved, field, id } = facts as Record<string, unknown>
  if (code === 'SEED_STOCK_TOO_LOW') return refusedRow('stock', `must be at least ${sold}: so many were sold`)
  if (code === 'SEED_LIMIT_TOO_LOW') {
    return refusedRow('limitCount', `must be at least ${approved}: so many were approved`)
  }
  if (code !== 'SEED_REFERENCE_UNKNOWN') return null
  return refusedRow(String(field).replace(/^.*\./, ''), `is ${id}, and there is no such thing`)
}

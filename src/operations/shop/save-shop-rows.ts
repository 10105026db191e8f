import { sql } from 'drizzle-orm/sql'
import type { Database, Query } from '../../stores/database.ts'
import type { Change } from '../changes/change.ts'
import { type Author, recordChanges } from '../changes/record-changes.ts'
import { nextId } from '../next-id.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { applySeed } from '../seed/apply-seed.ts'
import { seedTables } from '../seed/seed-tables.ts'
import { type RowFields, readShopRow } from './read-shop-row.ts'
import { savingShopRows } from './saving-shop-rows.ts'
import { refusedRow, type ShopList, type ShopRow, type ShopSaved } from './shop-row.ts'

const SUBJECTS = {
  products: 'product',
  campaigns: 'campaign',
  campaignActivities: 'campaign_activity',
} as const
const TABLES = {
  products: 'products',
  campaigns: 'campaigns',
  campaignActivities: 'campaign_activities',
} as const

/** Makes a row. Without an `id` it gets the next one. */
export function createShopRow<List extends ShopList>(
  database: Database,
  list: List,
  fields: RowFields,
  author: Author,
): Promise<ShopSaved<List>> {
  return savingShopRows(database, async (query) => {
    // The next id is taken by one at a time. No message of the pipeline waits for this table.
    await oneAtATime(query, database.dialect, 'campaigns')
    const row = readShopRow(list, {
      ...fields,
      id: fields.id ?? (await nextId(query, sql.raw(`SELECT id FROM ${TABLES[list]}`))),
    })
    if ('errors' in row) return row
    if ((await storedRows(query, database, list, [row.id])).has(row.id)) {
      return refusedRow(
        'id',
        `is ${row.id}, and there is one of it already: leave it out to get the next one`,
      )
    }
    return save(query, database, list, [row], author)
  })
}

/** Writes a row anew, if it is still as `isCurrent` wants it. */
export function replaceShopRow<List extends ShopList>(
  database: Database,
  list: List,
  { id, fields, isCurrent }: ReplacedRow<List>,
  author: Author,
): Promise<ShopSaved<List>> {
  return savingShopRows(database, async (query) => {
    const stored = (await storedRows(query, database, list, [id])).get(id)
    if (!stored) return { kind: 'missing' }
    if (!isCurrent(stored)) return { kind: 'conflict', stored }
    const row = readShopRow(list, { ...fields, id }, stored)
    return 'errors' in row ? row : save(query, database, list, [row], author)
  })
}

export interface ReplacedRow<List extends ShopList> {
  readonly id: number
  readonly fields: RowFields
  readonly isCurrent: (stored: ShopRow<List>) => boolean
}

/** Changes rows that are there, all or none; those that `change` answers null for stay. */
export function changeShopRows<List extends ShopList>(
  database: Database,
  list: List,
  { idsOf, change }: ChangedRows<List>,
  author: Author,
): Promise<ShopSaved<List>> {
  return savingShopRows(database, async (query) => {
    const ids = await idsOf(query)
    const stored = await storedRows(query, database, list, ids)
    if (ids.some((id) => !stored.has(id))) return { kind: 'missing' }
    const rows = [...stored.values()].flatMap((row) => change(row) ?? [])
    const wrong = rows
      .map((row) => readShopRow(list, { ...row }, stored.get(row.id)))
      .find((row) => 'errors' in row)
    return wrong && 'errors' in wrong ? wrong : save(query, database, list, rows, author)
  })
}

export interface ChangedRows<List extends ShopList> {
  /** Which ones; asked in the transaction. */
  readonly idsOf: (query: Query) => Promise<readonly number[]>
  readonly change: (stored: ShopRow<List>) => ShopRow<List> | null
}

async function save<List extends ShopList>(
  query: Query,
  { dialect }: Database,
  list: List,
  rows: readonly ShopRow<List>[],
  author: Author,
): Promise<ShopSaved<List>> {
  const seed = { products: [], campaigns: [], campaignActivities: [], events: [], [list]: rows }
  const { inserted, updates } = await applySeed(query, dialect, seed, author)
  const creations = inserted.map(
    (row): Change => ({
      action: 'create',
      subject: SUBJECTS[list],
      subjectId: row.id,
      before: null,
      after: row,
    }),
  )
  await recordChanges(query, dialect, author, [...creations, ...updates])
  return { kind: 'saved', rows }
}

async function storedRows<List extends ShopList>(
  query: Query,
  { dialect }: Database,
  list: List,
  ids: readonly number[],
): Promise<ReadonlyMap<number, ShopRow<List>>> {
  return (await seedTables[list].stored(query, dialect, ids)) as unknown as Map<number, ShopRow<List>>
}

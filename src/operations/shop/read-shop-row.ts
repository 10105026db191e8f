import { changedName } from '../changed-name.ts'
import { SEED_ROWS } from '../seed/seed-schema.ts'
import type { RefusedRow, ShopList, ShopRow } from './shop-row.ts'

/** Any JSON may stand in the fields of a row that somebody writes. */
export type RowFields = Readonly<Record<string, unknown>>

const NAMES = { products: 'productName', campaigns: 'name', campaignActivities: 'name' } as const

/** A row as it is to be stored, or all that is wrong with it; `stored` is what is there. The rules are those of seed files, and that of names. */
export function readShopRow<List extends ShopList>(
  list: List,
  fields: RowFields,
  stored?: ShopRow<List>,
): ShopRow<List> | RefusedRow {
  const { data, error } = SEED_ROWS[list].safeParse(fields)
  const errors = (error?.issues ?? []).map(({ path, message }) => ({
    field: path.join('.') || 'body',
    message,
  }))
  const row = data as ShopRow<List>
  if (errors.length > 0) return { kind: 'refused', errors }
  const field = NAMES[list]
  const nameIn = (of: object): string => (of as Record<typeof field, string>)[field]
  const name = changedName(field, nameIn(row), stored && nameIn(stored))
  return typeof name === 'string' ? { ...row, [field]: name } : { kind: 'refused', errors: [name] }
}

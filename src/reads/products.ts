import { sql } from 'drizzle-orm/sql'
import type { Query } from '../stores/database.ts'
import { COUNT, ID, TEXT } from '../stores/rows/row-kind.ts'
import { rowShape } from '../stores/rows/row-shape.ts'
import { nameColumn } from './name-column.ts'

/** What is left of a product. */
export interface ProductRow {
  readonly id: number
  readonly name: string
  readonly stock: number
  readonly initialStock: number
}

const PRODUCT = rowShape<ProductRow>('product', { id: ID, name: TEXT, stock: COUNT, initialStock: COUNT })

export interface ProductChoice {
  /** Reads only this one. */
  readonly id?: number
  /** Reads only those with a greater id. */
  readonly afterId?: number | undefined
  readonly limit?: number | undefined
  /** Characters of names; without: all of them. */
  readonly nameLength?: number | undefined
}

/** Reads what is left of products, in the order of ids. */
export async function readProducts(
  query: Query,
  { id, afterId = 0, limit, nameLength }: ProductChoice = {},
): Promise<ProductRow[]> {
  return query(
    sql`
      SELECT id, ${nameColumn(sql`product_name`, nameLength)} AS name, stock, initial_stock AS "initialStock"
      FROM products WHERE ${id === undefined ? sql`id > ${afterId}` : sql`id = ${id}`}
      ORDER BY id ${limit === undefined ? sql`` : sql`LIMIT ${limit}`}`,
    PRODUCT,
  )
}

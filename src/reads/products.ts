import { sql } from 'drizzle-orm'
import type { Query } from '../stores/database.ts'
import { COUNT, ID, TEXT } from '../stores/rows/row-kind.ts'
import { rowShape } from '../stores/rows/row-shape.ts'

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
  readonly limit?: number
}

/** Reads what is left of products, in the order of ids. */
export async function readProducts(query: Query, { id, limit }: ProductChoice = {}): Promise<ProductRow[]> {
  return query(
    sql`
      SELECT id, product_name AS name, stock, initial_stock AS "initialStock"
      FROM products ${id === undefined ? sql`` : sql`WHERE id = ${id}`}
      ORDER BY id ${limit === undefined ? sql`` : sql`LIMIT ${limit}`}`,
    PRODUCT,
  )
}

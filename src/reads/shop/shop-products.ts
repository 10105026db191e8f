import { sql } from 'drizzle-orm/sql'
import type { Query } from '../../stores/database.ts'
import { COUNT, DECIMAL, ID, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { type ListChoice, limitedTo, listConditions } from '../list-choice.ts'

/** A product as it is edited. */
export interface ShopProduct {
  readonly id: number
  readonly productName: string
  /** What was put in stock in all, the sold ones included. */
  readonly stock: number
  readonly price: number
  readonly left: number
}

const PRODUCT = rowShape<ShopProduct>('product as it is edited', {
  id: ID,
  productName: TEXT,
  stock: COUNT,
  price: DECIMAL,
  left: COUNT,
})

/** Products, by id. */
export function readShopProducts(query: Query, choice: ListChoice): Promise<ShopProduct[]> {
  return query(
    sql`
      SELECT id, product_name AS "productName", initial_stock AS stock, price, products.stock AS "left" FROM products
      WHERE ${sql.join(listConditions(choice, sql`product_name`), sql` AND `)} ORDER BY id ${limitedTo(choice.limit)}`,
    PRODUCT,
  )
}

import type { ProductView } from './views.ts'

export type StockLevel = 'plenty' | 'low' | 'soldOut'

/** Less than this share of the initial stock is low. */
const LOW_SHARE = 0.1

export function stockLevel({ stock, initialStock }: Pick<ProductView, 'stock' | 'initialStock'>): StockLevel {
  if (stock <= 0) return 'soldOut'
  return stock < initialStock * LOW_SHARE ? 'low' : 'plenty'
}

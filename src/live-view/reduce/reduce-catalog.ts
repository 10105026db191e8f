import { BOUNDS } from '../bounds.ts'
import type { CatalogRead } from '../dashboard-event.ts'
import type { DashboardState } from '../dashboard-state.ts'

/** Names, limits and stock as the database has them. */
export function reduceCatalog(state: DashboardState, event: CatalogRead): DashboardState {
  return {
    ...state,
    products: merged(state.products, event.products, BOUNDS.products, (product, known) => ({
      ...product,
      soldPerSecond: known?.soldPerSecond ?? 0,
      sampledStock: known?.sampledStock ?? product.stock,
    })),
    activities: merged(state.activities, event.activities, BOUNDS.activities, (activity) => activity),
    events: merged(state.events, event.events, BOUNDS.events, (definition) => definition),
  }
}

function merged<Row extends { readonly id: number }, View>(
  there: ReadonlyMap<number, View>,
  come: readonly Row[],
  most: number,
  viewOf: (row: Row, known: View | undefined) => View,
): ReadonlyMap<number, View> {
  if (come.length === 0) return there
  const next = new Map(there)
  for (const row of come) {
    const known = next.get(row.id)
    if (known !== undefined || next.size < most) next.set(row.id, viewOf(row, known))
  }
  return next
}

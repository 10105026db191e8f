import type { CatalogRead } from '../../live-view/dashboard-event.ts'
import type { Catalog } from './read-catalog.ts'

/** Tells what has changed in the catalog since it was read last: ten thousand products need not cross to the drawing thread again and again. */
export class CatalogChanges {
  #known = new Map<string, string>()

  /** The rows that are not as they were, null if there are none; and whether something that was for sale has gone. */
  of({ products, activities, events }: Catalog): {
    readonly changes: CatalogRead | null
    readonly isReset: boolean
  } {
    const before = this.#known
    const now = new Map<string, string>()
    const isNew =
      (kind: string) =>
      (row: { readonly id: number }): boolean => {
        const key = `${kind}${row.id}`
        const text = JSON.stringify(row)
        now.set(key, text)
        return before.get(key) !== text
      }
    const changes: CatalogRead = {
      type: 'catalog',
      products: products.filter(isNew('product')),
      activities: activities.filter(isNew('activity')),
      events: events.filter(isNew('event')),
    }
    this.#known = now
    const isChanged = changes.products.length + changes.activities.length + changes.events.length > 0
    const isReset = [...before.keys()].some((key) => !key.startsWith('event') && !now.has(key))
    return { changes: isChanged ? changes : null, isReset }
  }
}

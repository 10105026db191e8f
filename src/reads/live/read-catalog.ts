import { type SQL, sql } from 'drizzle-orm/sql'
import { BOUNDS } from '../../live-view/bounds.ts'
import type { CatalogRead } from '../../live-view/dashboard-event.ts'
import type { EventView } from '../../live-view/views.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { ID, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { readActivities } from '../activities.ts'
import { nameColumn } from '../name-column.ts'
import { readProducts } from '../products.ts'

export type Catalog = Omit<CatalogRead, 'type'>

const EVENT = rowShape<EventView>('event', { id: ID, name: TEXT, triggerType: TEXT })

/**
 * Names, limits and stock of everything that is for sale, as many as the dashboard keeps; and the names of definitions, of all or of those
 * with these ids: a shop may have ten thousand.
 */
export async function readCatalog(
  { dialect, query }: { readonly dialect: Dialect; readonly query: Query },
  eventIds?: ReadonlySet<number>,
): Promise<Catalog> {
  const activities = await readActivities(
    { query, dialect },
    { limit: BOUNDS.activities, nameLength: BOUNDS.name },
  )
  return {
    products: await readProducts(query, { limit: BOUNDS.products, nameLength: BOUNDS.name }),
    activities: activities.map(({ campaignId: _, activityType: __, ...activity }) => activity),
    events: eventIds?.size === 0 ? [] : await query(eventsOf(eventIds), EVENT),
  }
}

const eventsOf = (ids: ReadonlySet<number> | undefined): SQL => sql`
  SELECT id, ${nameColumn(sql`name`, BOUNDS.name)} AS name,
         ${nameColumn(sql`trigger_type`, BOUNDS.name)} AS "triggerType"
  FROM events ${ids === undefined ? sql`` : sql`WHERE id IN ${[...ids]}`} ORDER BY id LIMIT ${BOUNDS.events}`

import { sql } from 'drizzle-orm'
import { BOUNDS } from '../../live-view/bounds.ts'
import type { CatalogRead, NamedProduct } from '../../live-view/dashboard-event.ts'
import type { ActivityView, EventView } from '../../live-view/views.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'

export type Catalog = Omit<CatalogRead, 'type'>

/** Names, limits and stock of everything that is for sale, as many as the dashboard keeps. */
export async function readCatalog({
  dialect,
  query,
}: {
  readonly dialect: Dialect
  readonly query: Query
}): Promise<Catalog> {
  const { epochMs } = dialect
  return {
    products: await query<NamedProduct>(sql`
      SELECT id, product_name AS name, stock, initial_stock AS "initialStock"
      FROM products ORDER BY id LIMIT ${BOUNDS.products}`),
    activities: await query<ActivityView>(sql`
      SELECT id, name, product_id AS "productId", status, approved_count AS "approvedCount", limit_count AS "limitCount",
             ${epochMs(sql`start_date`)} AS "startDate", ${epochMs(sql`end_date`)} AS "endDate"
      FROM campaign_activities ORDER BY id LIMIT ${BOUNDS.activities}`),
    events: await query<EventView>(sql`
      SELECT id, name, trigger_type AS "triggerType" FROM events ORDER BY id LIMIT ${BOUNDS.events}`),
  }
}

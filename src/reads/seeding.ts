import { sql } from 'drizzle-orm/sql'
import type { Database } from '../stores/database.ts'
import { COUNT } from '../stores/rows/row-kind.ts'
import { type RowOf, rowShape } from '../stores/rows/row-shape.ts'

const SEEDING = rowShape('seeding', {
  /** Campaign activities. */
  activities: COUNT,
  /** ACTIVE events of purchases. */
  purchaseEvents: COUNT,
})

/** What there is of a shop: without it every message is a dead letter. */
export async function readSeeding({ query }: Database): Promise<RowOf<typeof SEEDING>> {
  const [found] = await query(
    sql`
      SELECT (SELECT count(*) FROM campaign_activities) AS activities,
             (SELECT count(*) FROM events WHERE trigger_type = 'PURCHASE' AND status = 'ACTIVE') AS "purchaseEvents"`,
    SEEDING,
  )
  return found!
}

const HOLDS = rowShape('rows of a shop', { rows: COUNT })

/** Tells whether nothing was ever seeded: no product, campaign, activity or event. */
export async function isShopEmpty({ query }: Database): Promise<boolean> {
  const [found] = await query(
    sql`
      SELECT (SELECT count(*) FROM products) + (SELECT count(*) FROM campaigns)
           + (SELECT count(*) FROM campaign_activities) + (SELECT count(*) FROM events) AS rows`,
    HOLDS,
  )
  return found?.rows === 0
}

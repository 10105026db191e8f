import { sql } from 'drizzle-orm/sql'
import { ACTIVITY_STATUSES, type ActivityStatus } from '../../domain/campaign-activity.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { COUNT, DECIMAL, ID, INSTANT, nullable, oneOf, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { type ListChoice, limitedTo, listConditions } from '../list-choice.ts'

/** A campaign activity as it is edited. Instants are epoch ms, null = open. */
export interface ShopActivity {
  readonly id: number
  readonly campaignId: number
  readonly productId: number | null
  readonly name: string
  readonly activityType: string
  readonly status: ActivityStatus
  /** Null = no limit. */
  readonly limitCount: number | null
  readonly startDate: number | null
  readonly endDate: number | null
  readonly price: number | null
  readonly maxQuantity: number
  readonly approvedCount: number
}

export interface ShopActivityChoice extends ListChoice {
  readonly status?: ActivityStatus | undefined
  readonly campaignId?: number | undefined
}

const ACTIVITY = rowShape<ShopActivity>('activity as it is edited', {
  id: ID,
  campaignId: ID,
  productId: nullable(ID),
  name: TEXT,
  activityType: TEXT,
  status: oneOf(ACTIVITY_STATUSES),
  limitCount: nullable(COUNT),
  startDate: nullable(INSTANT),
  endDate: nullable(INSTANT),
  price: nullable(DECIMAL),
  maxQuantity: COUNT,
  approvedCount: COUNT,
})

/** Activities, by id. */
export function readShopActivities(
  query: Query,
  { epochMs }: Dialect,
  { status, campaignId, ...choice }: ShopActivityChoice,
): Promise<ShopActivity[]> {
  const conditions = listConditions(choice, sql`name`)
  if (status !== undefined) conditions.push(sql`status = ${status}`)
  if (campaignId !== undefined) conditions.push(sql`campaign_id = ${campaignId}`)
  return query(
    sql`
      SELECT id, campaign_id AS "campaignId", product_id AS "productId", name, activity_type AS "activityType", status,
             limit_count AS "limitCount", ${epochMs(sql`start_date`)} AS "startDate", ${epochMs(sql`end_date`)} AS "endDate",
             price, max_quantity AS "maxQuantity", approved_count AS "approvedCount"
      FROM campaign_activities WHERE ${sql.join(conditions, sql` AND `)} ORDER BY id ${limitedTo(choice.limit)}`,
    ACTIVITY,
  )
}

/** The ids of all ACTIVE activities. */
export async function readActiveActivityIds(query: Query): Promise<number[]> {
  const rows = await query(
    sql`SELECT id FROM campaign_activities WHERE status = 'ACTIVE' ORDER BY id`,
    rowShape('active activity', { id: ID }),
  )
  return rows.map(({ id }) => id)
}

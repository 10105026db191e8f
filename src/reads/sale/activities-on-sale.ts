import { sql } from 'drizzle-orm/sql'
import { ACTIVITY_STATUSES } from '../../domain/campaign-activity.ts'
import type { SaleFacts } from '../../domain/sale/sale-state.ts'
import type { Database } from '../../stores/database.ts'
import { COUNT, ID, INSTANT, nullable, oneOf, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { idList } from '../id-list.ts'

/** What people who want to enter an activity may know of it, and what a request for it needs. */
export interface ActivityOnSale extends SaleFacts {
  readonly id: number
  readonly name: string
  readonly activityType: string
  readonly productId: number | null
  /** How much one request may ask for. */
  readonly maxQuantity: number
}

const ACTIVITY_ON_SALE = rowShape<ActivityOnSale>('activity on sale', {
  id: ID,
  name: TEXT,
  activityType: TEXT,
  status: oneOf(ACTIVITY_STATUSES),
  productId: nullable(ID),
  limitCount: nullable(COUNT),
  approvedCount: COUNT,
  maxQuantity: COUNT,
  startDate: nullable(INSTANT),
  endDate: nullable(INSTANT),
  stock: nullable(COUNT),
})

/** The activities with these ids, those that there are, in one statement. */
export function activitiesOnSale(
  { query, dialect }: Pick<Database, 'query' | 'dialect'>,
  ids: readonly number[],
): Promise<ActivityOnSale[]> {
  return query(
    sql`
    SELECT activity.id, activity.name, activity_type AS "activityType", status, product_id AS "productId",
           limit_count AS "limitCount", approved_count AS "approvedCount", max_quantity AS "maxQuantity",
           ${dialect.epochMs(sql`start_date`)} AS "startDate", ${dialect.epochMs(sql`end_date`)} AS "endDate",
           product.stock
    FROM campaign_activities AS activity LEFT JOIN products AS product ON product.id = activity.product_id
    WHERE activity.id IN ${idList(ids)}`,
    ACTIVITY_ON_SALE,
  )
}

import { sql } from 'drizzle-orm/sql'
import { ACTIVITY_STATUSES, type ActivityStatus } from '../domain/campaign-activity.ts'
import type { Query } from '../stores/database.ts'
import type { Dialect } from '../stores/dialect.ts'
import { COUNT, ID, INSTANT, nullable, oneOf, TEXT } from '../stores/rows/row-kind.ts'
import { rowShape } from '../stores/rows/row-shape.ts'
import { nameColumn } from './name-column.ts'

/** A campaign activity as it is stored. Instants are epoch ms, null = open. */
export interface ActivityRow {
  readonly id: number
  readonly campaignId: number
  readonly productId: number | null
  readonly name: string
  readonly activityType: string
  readonly status: ActivityStatus
  readonly approvedCount: number
  /** Null = no limit. */
  readonly limitCount: number | null
  readonly startDate: number | null
  readonly endDate: number | null
}

const ACTIVITY = rowShape<ActivityRow>('activity', {
  id: ID,
  campaignId: ID,
  productId: nullable(ID),
  name: TEXT,
  activityType: TEXT,
  status: oneOf(ACTIVITY_STATUSES),
  approvedCount: COUNT,
  limitCount: nullable(COUNT),
  startDate: nullable(INSTANT),
  endDate: nullable(INSTANT),
})

export interface ActivityChoice {
  /** Reads only this one. */
  readonly id?: number | undefined
  /** Reads only those with a greater id. */
  readonly afterId?: number | undefined
  readonly limit?: number | undefined
  /** Characters of names; without: all of them. */
  readonly nameLength?: number | undefined
}

/** Reads activities as they are stored, in the order of ids. */
export async function readActivities(
  { query, dialect: { epochMs } }: { readonly query: Query; readonly dialect: Dialect },
  { id, afterId = 0, limit, nameLength }: ActivityChoice = {},
): Promise<ActivityRow[]> {
  return query(
    sql`
      SELECT id, campaign_id AS "campaignId", product_id AS "productId", ${nameColumn(sql`name`, nameLength)} AS name,
             activity_type AS "activityType", status,
             approved_count AS "approvedCount", limit_count AS "limitCount",
             ${epochMs(sql`start_date`)} AS "startDate", ${epochMs(sql`end_date`)} AS "endDate"
      FROM campaign_activities WHERE ${id === undefined ? sql`id > ${afterId}` : sql`id = ${id}`}
      ORDER BY id ${limit === undefined ? sql`` : sql`LIMIT ${limit}`}`,
    ACTIVITY,
  )
}

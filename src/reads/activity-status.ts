import { sql } from 'drizzle-orm'
import type { ActivityStatus } from '../domain/campaign-activity.ts'
import { REJECT_REASONS } from '../domain/outcome.ts'
import type { Query } from '../stores/database.ts'
import type { Dialect } from '../stores/dialect.ts'
import { COUNT, ID, oneOf, TEXT } from '../stores/rows/row-kind.ts'
import { rowShape } from '../stores/rows/row-shape.ts'
import { type ActivityRow, readActivities } from './activities.ts'

/** Instants are epoch ms, null = open. */
export interface ActivityStatusRow {
  readonly id: number
  readonly name: string
  readonly campaignId: number
  readonly campaignName: string | null
  readonly productId: number | null
  readonly activityType: string
  readonly status: ActivityStatus
  readonly approved: number
  /** Null = no limit. */
  readonly limitCount: number | null
  readonly startDate: number | null
  readonly endDate: number | null
  readonly rejected: number
  readonly rejectedByReason: Readonly<Record<string, number>>
}

/** Tells how full each activity is, and what it refused; with an `id`, of this one only. */
export async function readActivityStatus(
  { query, dialect }: { readonly query: Query; readonly dialect: Dialect },
  id: number | undefined,
): Promise<ActivityStatusRow[]> {
  const stored = await readActivities({ query, dialect }, { id })
  const campaigns = await readCampaignNames(query)
  const rejections = await readRejections(query, id)
  return stored.map((row) => activityStatus(row, campaigns, rejections))
}

function activityStatus(
  { id, name, campaignId, productId, activityType, status, approvedCount, ...row }: ActivityRow,
  campaigns: ReadonlyMap<number, string>,
  rejections: Rejections,
): ActivityStatusRow {
  const { limitCount, startDate, endDate } = row
  const rejectedByReason = rejections.get(id) ?? {}
  return {
    id,
    name,
    campaignId,
    campaignName: campaigns.get(campaignId) ?? null,
    productId,
    activityType,
    status,
    approved: approvedCount,
    limitCount,
    startDate,
    endDate,
    rejected: Object.values(rejectedByReason).reduce((sum, count) => sum + count, 0),
    rejectedByReason,
  }
}

const CAMPAIGN = rowShape('name of a campaign', { id: ID, name: TEXT })

async function readCampaignNames(query: Query): Promise<ReadonlyMap<number, string>> {
  const campaigns = await query(sql`SELECT id, name FROM campaigns`, CAMPAIGN)
  return new Map(campaigns.map(({ id, name }) => [id, name]))
}

/** Counts, by activity and reason. */
type Rejections = ReadonlyMap<number, Readonly<Record<string, number>>>

const REJECTIONS = rowShape('number of rejections', {
  activityId: ID,
  reason: oneOf(REJECT_REASONS),
  count: COUNT,
})

async function readRejections(query: Query, activityId: number | undefined): Promise<Rejections> {
  const rows = await query(
    sql`
      SELECT campaign_activity_id AS "activityId", reject_reason AS reason, count(*) AS count
      FROM campaign_activity_entries
      WHERE status = 'REJECTED' ${activityId === undefined ? sql`` : sql`AND campaign_activity_id = ${activityId}`}
      GROUP BY campaign_activity_id, reject_reason ORDER BY campaign_activity_id, reject_reason`,
    REJECTIONS,
  )
  const rejections = new Map<number, Record<string, number>>()
  for (const { activityId: id, reason, count } of rows) {
    const byReason = rejections.get(id) ?? {}
    byReason[reason] = count
    rejections.set(id, byReason)
  }
  return rejections
}

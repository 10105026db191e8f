import { sql } from 'drizzle-orm/sql'
import type { ActivityStatus } from '../../domain/campaign-activity.ts'
import { REJECT_REASONS } from '../../domain/outcome.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { COUNT, ID, oneOf, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { type ActivityRow, readActivities } from '../activities.ts'
import { idList } from '../id-list.ts'
import { nameColumn } from '../name-column.ts'
import { type PageOptions, pagesById } from '../pages-by-id.ts'

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

/** Tells, page by page, how full each activity is, and what it refused. */
export async function* activityStatusPages(
  { query, dialect }: { readonly query: Query; readonly dialect: Dialect },
  { id, nameLength, pageRows }: { readonly id: number | undefined } & PageOptions,
  rejections: Rejections,
): AsyncGenerator<ActivityStatusRow[]> {
  const page = (afterId: number, limit: number) =>
    readActivities({ query, dialect }, { id, afterId, limit, nameLength })
  for await (const rows of pagesById(page, pageRows)) {
    const campaigns = await readCampaignNames(query, rows, nameLength)
    yield rows.map((row) => activityStatus(row, campaigns, rejections))
    if (id !== undefined) return
  }
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

async function readCampaignNames(
  query: Query,
  activities: readonly ActivityRow[],
  nameLength: number | undefined,
): Promise<ReadonlyMap<number, string>> {
  const ids = [...new Set(activities.map(({ campaignId }) => campaignId))]
  const campaigns = await query(
    sql`SELECT id, ${nameColumn(sql`name`, nameLength)} AS name FROM campaigns WHERE id IN ${idList(ids)}`,
    CAMPAIGN,
  )
  return new Map(campaigns.map(({ id, name }) => [id, name]))
}

/** Counts, by activity and reason. */
export type Rejections = ReadonlyMap<number, Readonly<Record<string, number>>>

const REJECTIONS = rowShape('number of rejections', {
  activityId: ID,
  reason: oneOf(REJECT_REASONS),
  count: COUNT,
})

export async function readRejections(query: Query, activityId: number | undefined): Promise<Rejections> {
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

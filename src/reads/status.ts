import { sql } from 'drizzle-orm'
import type { ActivityStatus } from '../domain/campaign-activity.ts'
import type { Database, Query } from '../stores/database.ts'
import type { Dialect } from '../stores/dialect.ts'
import { readSnapshot } from './read-snapshot.ts'

export interface ProductStatus {
  readonly id: number
  readonly productName: string
  /** What is left of `initialStock`; the rest was sold. */
  readonly stock: number
  readonly initialStock: number
  readonly sold: number
}

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
  readonly rejected: number
  readonly rejectedByReason: Readonly<Record<string, number>>
  readonly startDate: number | null
  readonly endDate: number | null
}

export interface OccurrenceCount {
  readonly eventId: number
  readonly eventName: string | null
  readonly triggerType: string | null
  readonly count: number
}

export interface DeadLetterCount {
  readonly reason: string
  readonly status: 'PENDING' | 'RETRIED' | 'DISCARDED'
  readonly count: number
}

export interface StoredPosition {
  readonly source: string
  readonly partition: number
  /** Everything below it has been processed. */
  readonly nextOffset: number
}

/** What the database says at one moment. */
export interface Status {
  readonly database: string
  readonly products: readonly ProductStatus[]
  readonly activities: readonly ActivityStatusRow[]
  readonly entries: {
    readonly approved: number
    readonly rejected: number
    readonly rejectedByReason: Readonly<Record<string, number>>
  }
  readonly occurrences: readonly OccurrenceCount[]
  readonly deadLetters: readonly DeadLetterCount[]
  readonly positions: readonly StoredPosition[]
}

export interface StatusOptions {
  /** Only this activity and its product. */
  readonly activityId?: number | undefined
}

/** Stock, activities, outcomes and positions (CONTRACT §4, `axon status`). */
export async function readStatus(database: Database, { activityId }: StatusOptions = {}): Promise<Status> {
  return readSnapshot(database, async (query) => {
    const activities = await readActivities(query, database.dialect, activityId)
    const wanted = new Set(activities.map(({ productId }) => productId))
    const products = await query<ProductStatus>(sql`
      SELECT id, product_name AS "productName", stock, initial_stock AS "initialStock", initial_stock - stock AS sold
      FROM products ORDER BY id`)
    return {
      database: database.displayUrl,
      products: activityId === undefined ? products : products.filter(({ id }) => wanted.has(id)),
      activities,
      entries: totals(activities),
      occurrences: await query<OccurrenceCount>(sql`
        SELECT event_id AS "eventId", event.name AS "eventName", event.trigger_type AS "triggerType", occurrence.count
        FROM (SELECT event_id, count(*) AS count FROM event_occurrences GROUP BY event_id) AS occurrence
        LEFT JOIN events AS event ON event.id = event_id ORDER BY event_id`),
      deadLetters: await query<DeadLetterCount>(sql`
        SELECT reason, status, count(*) AS count FROM dead_letters GROUP BY reason, status ORDER BY reason, status`),
      positions: await query<StoredPosition>(sql`
        SELECT source, partition, next_offset AS "nextOffset" FROM source_offsets ORDER BY source, partition`),
    }
  })
}

type StoredActivity = Omit<ActivityStatusRow, 'rejected' | 'rejectedByReason'>

async function readActivities(
  query: Query,
  { epochMs }: Dialect,
  activityId: number | undefined,
): Promise<ActivityStatusRow[]> {
  const only = activityId === undefined ? sql`` : sql`WHERE activity.id = ${activityId}`
  const activities = await query<StoredActivity>(sql`
    SELECT activity.id, activity.name, campaign_id AS "campaignId", campaign.name AS "campaignName",
           product_id AS "productId", activity_type AS "activityType", status, approved_count AS approved,
           limit_count AS "limitCount", ${epochMs(sql`start_date`)} AS "startDate", ${epochMs(sql`end_date`)} AS "endDate"
    FROM campaign_activities AS activity LEFT JOIN campaigns AS campaign ON campaign.id = campaign_id
    ${only} ORDER BY activity.id`)
  const rejections = await query<{ activityId: number; reason: string; count: number }>(sql`
    SELECT campaign_activity_id AS "activityId", reject_reason AS reason, count(*) AS count
    FROM campaign_activity_entries WHERE status = 'REJECTED'
    GROUP BY campaign_activity_id, reject_reason ORDER BY campaign_activity_id, reject_reason`)
  return activities.map((activity) => {
    const own = rejections.filter((rejection) => rejection.activityId === activity.id)
    return {
      ...activity,
      rejected: own.reduce((sum, { count }) => sum + count, 0),
      rejectedByReason: Object.fromEntries(own.map(({ reason, count }) => [reason, count])),
    }
  })
}

function totals(activities: readonly ActivityStatusRow[]): Status['entries'] {
  const rejectedByReason: Record<string, number> = {}
  for (const activity of activities) {
    for (const [reason, count] of Object.entries(activity.rejectedByReason)) {
      rejectedByReason[reason] = (rejectedByReason[reason] ?? 0) + count
    }
  }
  return {
    approved: activities.reduce((sum, { approved }) => sum + approved, 0),
    rejected: activities.reduce((sum, { rejected }) => sum + rejected, 0),
    rejectedByReason,
  }
}

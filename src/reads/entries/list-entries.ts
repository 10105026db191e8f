import { sql } from 'drizzle-orm/sql'
import { ENTRY_STATUSES } from '../../domain/campaign-activity-entry.ts'
import { REJECT_REASONS } from '../../domain/outcome.ts'
import type { EntryOnRecord } from '../../domain/sale/entry-on-record.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { COUNT, DECIMAL, ID, INSTANT, nullable, oneOf, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'

/** An entry, with the name of its activity. */
export interface ListedEntry extends Omit<EntryOnRecord, 'campaignActivityId' | 'position'> {
  readonly id: number
  readonly activityId: number
  readonly activityName: string
}

export interface EntryChoice {
  readonly activityId?: number | undefined
  readonly userId?: number | undefined
  readonly status?: string | undefined
  /** Only those with a greater id. */
  readonly afterId?: number | undefined
  readonly limit: number
}

const ENTRY = rowShape<ListedEntry>('entry of a list', {
  id: ID,
  activityId: ID,
  activityName: TEXT,
  userId: ID,
  productId: ID,
  quantity: COUNT,
  price: DECIMAL,
  status: oneOf(ENTRY_STATUSES),
  rejectReason: nullable(oneOf(REJECT_REASONS)),
  sequence: nullable(ID),
  requestedAt: INSTANT,
  processedAt: INSTANT,
})

/** Entries, by id. Those of a user are found by activity and user, so however many there are in all. */
export function listEntries(
  query: Query,
  { epochMs }: Dialect,
  { activityId, userId, status, afterId = 0, limit }: EntryChoice,
): Promise<ListedEntry[]> {
  const conditions = [sql`entry.id > ${afterId}`]
  if (activityId !== undefined) conditions.push(sql`activity.id = ${activityId}`)
  if (userId !== undefined) conditions.push(sql`entry.user_id = ${userId}`)
  if (status !== undefined) conditions.push(sql`entry.status = ${status}`)
  return query(
    sql`
      SELECT entry.id, activity.id AS "activityId", activity.name AS "activityName", entry.user_id AS "userId",
             entry.product_id AS "productId", entry.quantity, entry.price, entry.status, entry.reject_reason AS "rejectReason",
             entry.sequence, ${epochMs(sql`entry.requested_at`)} AS "requestedAt", ${epochMs(sql`entry.processed_at`)} AS "processedAt"
      FROM campaign_activities AS activity JOIN campaign_activity_entries AS entry ON entry.campaign_activity_id = activity.id
      WHERE ${sql.join(conditions, sql` AND `)} ORDER BY entry.id LIMIT ${limit}`,
    ENTRY,
  )
}

import { sql } from 'drizzle-orm/sql'
import { REJECT_REASONS } from '../domain/outcome.ts'
import type { Query } from '../stores/database.ts'
import type { Dialect } from '../stores/dialect.ts'
import { COUNT, DECIMAL, ID, INSTANT, JSON_TEXT, nullable, oneOf, TEXT } from '../stores/rows/row-kind.ts'
import { rowShape } from '../stores/rows/row-shape.ts'
import { readActivities } from './activities.ts'
import type { ExplainedActivity, ExplainedOccurrence } from './explanation.ts'

/** Asks about this user's request for this activity. */
export interface ExplainQuestion {
  readonly activityId: number
  readonly userId: number
}

interface Asked {
  readonly query: Query
  readonly dialect: Dialect
}

const ENTRY = rowShape('explained entry', {
  entryId: ID,
  sequence: nullable(COUNT),
  rejectReason: nullable(oneOf(REJECT_REASONS)),
  quantity: COUNT,
  price: DECIMAL,
  requestedAt: INSTANT,
  processedAt: INSTANT,
  productId: ID,
  productName: TEXT,
  productStock: COUNT,
  sourceId: ID,
  source: TEXT,
  partition: COUNT,
  offset: COUNT,
  stockSeen: COUNT,
  approvedSeen: COUNT,
  deadLetterId: nullable(ID),
})

export async function readExplainedEntry({ query, dialect: { epochMs } }: Asked, question: ExplainQuestion) {
  const [entry] = await query(
    sql`
      SELECT entry.id AS "entryId", sequence, reject_reason AS "rejectReason", quantity, entry.price,
             ${epochMs(sql`requested_at`)} AS "requestedAt", ${epochMs(sql`processed_at`)} AS "processedAt",
             product_id AS "productId", product_name AS "productName", product.stock AS "productStock",
             source_id AS "sourceId", position.source, position.partition, source_offset AS "offset",
             stock_seen AS "stockSeen", approved_seen AS "approvedSeen", dead_letter.id AS "deadLetterId"
      FROM campaign_activity_entries AS entry
      JOIN products AS product ON product.id = product_id
      JOIN source_offsets AS position ON position.id = source_id
      LEFT JOIN dead_letters AS dead_letter ON dead_letter.source = position.source
        AND dead_letter.partition = position.partition AND dead_letter."offset" = source_offset
        AND dead_letter.status = 'RETRIED'
      WHERE campaign_activity_id = ${question.activityId} AND user_id = ${question.userId}`,
    ENTRY,
  )
  return entry
}

export async function readExplainedActivity(
  asked: Asked,
  activityId: number,
): Promise<ExplainedActivity | undefined> {
  const [row] = await readActivities(asked, { id: activityId })
  if (!row) return undefined
  const { id, name, activityType, status, productId, limitCount, approvedCount, startDate, endDate } = row
  return { id, name, activityType, status, productId, limitCount, approvedCount, startDate, endDate }
}

const OCCURRENCE = rowShape('explained occurrence', {
  id: ID,
  occurredAt: INSTANT,
  eventId: ID,
  eventName: nullable(TEXT),
  triggerType: nullable(TEXT),
  context: JSON_TEXT,
})

export async function readExplainedOccurrence({ query, dialect: { epochMs } }: Asked, entryId: number) {
  const [found] = await query(
    sql`
      SELECT occurrence.id, ${epochMs(sql`occurred_at`)} AS "occurredAt", event_id AS "eventId", event.name AS "eventName",
             event.trigger_type AS "triggerType", CAST(event_context AS text) AS context
      FROM event_occurrences AS occurrence LEFT JOIN events AS event ON event.id = event_id
      WHERE entry_id = ${entryId}`,
    OCCURRENCE,
  )
  return found ? { ...found, context: JSON.parse(found.context) as ExplainedOccurrence['context'] } : null
}

const LATER_REQUEST = rowShape('later request', {
  requestedAt: INSTANT,
  outcome: oneOf(['approved', 'rejected', 'duplicate']),
  rejectReason: nullable(oneOf(REJECT_REASONS)),
  sourceId: ID,
  source: TEXT,
  partition: COUNT,
  offset: COUNT,
})

export async function readLaterRequests({ query, dialect: { epochMs } }: Asked, question: ExplainQuestion) {
  return query(
    sql`
      SELECT ${epochMs(sql`requested_at`)} AS "requestedAt", outcome, reject_reason AS "rejectReason",
             source_id AS "sourceId", position.source, position.partition, source_offset AS "offset"
      FROM repeated_requests JOIN source_offsets AS position ON position.id = source_id
      WHERE campaign_activity_id = ${question.activityId} AND user_id = ${question.userId}
      ORDER BY source_id, source_offset`,
    LATER_REQUEST,
  )
}

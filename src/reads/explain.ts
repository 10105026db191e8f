import { sql } from 'drizzle-orm'
import type { RejectReason } from '../domain/outcome.ts'
import type { Database, Query } from '../stores/database.ts'
import type { Dialect } from '../stores/dialect.ts'
import type { ExplainedActivity, ExplainedOccurrence, Explanation, LaterRequest } from './explanation.ts'
import { explanationSentence } from './explanation-sentence.ts'
import { readSnapshot } from './read-snapshot.ts'

/** Whose request for what. */
export interface ExplainQuestion {
  readonly activityId: number
  readonly userId: number
}

/**
 * Why the user was approved or rejected, all of it as of one moment (CONTRACT §4 is silent; docs/adr/0006). Null if no request
 * of this user was decided for this activity.
 */
export async function explain(database: Database, question: ExplainQuestion): Promise<Explanation | null> {
  const { dialect } = database
  return readSnapshot(database, async (query) => {
    const entry = await readEntry(query, dialect, question)
    const activity = await readActivity(query, dialect, question.activityId)
    if (!entry || !activity) return null
    const { entryId, source, partition, offset, stockSeen, approvedSeen, ...facts } = entry
    const { productId, productName, productStock, deadLetterId, ...decision } = facts
    const position = { source, partition, offset }
    const laterRequests = await readLaterRequests(query, dialect, question)
    const explanation = {
      activity,
      product: { id: productId, name: productName, stock: productStock },
      userId: question.userId,
      outcome: decision.rejectReason === null ? ('approved' as const) : ('rejected' as const),
      ...decision,
      position,
      deadLetterId,
      seen: { stock: stockSeen, approved: approvedSeen },
      occurrence: await readOccurrence(query, dialect, entryId),
      laterRequests: laterRequests.map(({ sourceId, ...later }) => ({
        requestedAt: later.requestedAt,
        outcome: later.outcome,
        rejectReason: later.rejectReason,
        position: { source: later.source, partition: later.partition, offset: later.offset },
        decided: sourceId === entry.sourceId && later.offset === offset,
      })),
    }
    const { sourceId: _, ...result } = explanation
    return { ...result, why: explanationSentence(result) }
  })
}

interface StoredEntry {
  readonly entryId: number
  readonly sequence: number | null
  readonly rejectReason: RejectReason | null
  readonly quantity: number
  readonly price: number
  readonly requestedAt: number
  readonly processedAt: number
  readonly productId: number
  readonly productName: string
  readonly productStock: number
  readonly sourceId: number
  readonly source: string
  readonly partition: number
  readonly offset: number
  readonly stockSeen: number
  readonly approvedSeen: number
  readonly deadLetterId: number | null
}

async function readEntry(query: Query, { epochMs }: Dialect, question: ExplainQuestion) {
  const [entry] = await query<StoredEntry>(sql`
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
    WHERE campaign_activity_id = ${question.activityId} AND user_id = ${question.userId}`)
  return entry
}

async function readActivity(query: Query, { epochMs }: Dialect, id: number) {
  const [activity] = await query<ExplainedActivity>(sql`
    SELECT id, name, activity_type AS "activityType", status, product_id AS "productId", limit_count AS "limitCount",
           approved_count AS "approvedCount", ${epochMs(sql`start_date`)} AS "startDate", ${epochMs(sql`end_date`)} AS "endDate"
    FROM campaign_activities WHERE id = ${id}`)
  return activity
}

type StoredOccurrence = Omit<ExplainedOccurrence, 'context'> & {
  readonly context: string | ExplainedOccurrence['context']
}

async function readOccurrence(query: Query, { epochMs }: Dialect, entryId: number) {
  const [found] = await query<StoredOccurrence>(sql`
    SELECT occurrence.id, ${epochMs(sql`occurred_at`)} AS "occurredAt", event_id AS "eventId", event.name AS "eventName",
           event.trigger_type AS "triggerType", event_context AS context
    FROM event_occurrences AS occurrence LEFT JOIN events AS event ON event.id = event_id
    WHERE entry_id = ${entryId}`)
  if (!found) return null
  // SQLite keeps JSON as text.
  const { context } = found
  return {
    ...found,
    context: typeof context === 'string' ? (JSON.parse(context) as ExplainedOccurrence['context']) : context,
  }
}

type StoredRequest = Pick<LaterRequest, 'requestedAt' | 'outcome' | 'rejectReason'> &
  Pick<StoredEntry, 'sourceId' | 'source' | 'partition' | 'offset'>

async function readLaterRequests(query: Query, { epochMs }: Dialect, question: ExplainQuestion) {
  return query<StoredRequest>(sql`
    SELECT ${epochMs(sql`requested_at`)} AS "requestedAt", outcome, reject_reason AS "rejectReason",
           source_id AS "sourceId", position.source, position.partition, source_offset AS "offset"
    FROM repeated_requests JOIN source_offsets AS position ON position.id = source_id
    WHERE campaign_activity_id = ${question.activityId} AND user_id = ${question.userId}
    ORDER BY source_id, source_offset`)
}

import { sql } from 'drizzle-orm/sql'
import type { MessagePlace } from '../../domain/message-place.ts'
import { DEAD_LETTER_REASONS, DEAD_LETTER_STATUSES, REJECT_REASONS } from '../../domain/outcome.ts'
import { BOUNDS } from '../../live-view/bounds.ts'
import type { DeadLetterView, OccurrenceView, RefusalView } from '../../live-view/views.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { BYTES, COUNT, ID, INSTANT, nullable, oneOf, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import type { StoredPosition } from '../positions.ts'
import { payloadText } from './payload-text.ts'

/** One look at a database. */
export interface Look {
  readonly query: Query
  readonly dialect: Dialect
  /** Are found by the id that rows refer to them with. */
  readonly sources: ReadonlyMap<number, StoredPosition>
}

/** Where a row came from. */
const SOURCED = { sourceId: ID, sourceOffset: COUNT }

interface Sourced {
  readonly sourceId: number
  readonly sourceOffset: number
}

const OCCURRENCE = rowShape('newest occurrence', {
  key: ID,
  occurredAt: INSTANT,
  eventId: ID,
  userId: nullable(ID),
  pageUrl: nullable(TEXT),
  context: TEXT,
  messageId: nullable(TEXT),
  activityId: nullable(ID),
  ...SOURCED,
})

/** Reads the newest occurrences with greater ids, oldest first. */
export async function readOccurrences(
  { query, dialect, sources }: Look,
  afterId: number,
): Promise<OccurrenceView[]> {
  const rows = await query(
    sql`
    SELECT occurrence.id AS key, ${dialect.epochMs(sql`occurred_at`)} AS "occurredAt", event_id AS "eventId",
           occurrence.user_id AS "userId", substr(page_url, 1, ${BOUNDS.text}) AS "pageUrl",
           substr(CAST(event_context AS text), 1, ${BOUNDS.text}) AS context, message_id AS "messageId",
           occurrence.source_id AS "sourceId", occurrence.source_offset AS "sourceOffset",
           entry.campaign_activity_id AS "activityId"
    FROM event_occurrences AS occurrence LEFT JOIN campaign_activity_entries AS entry ON entry.id = entry_id
    WHERE occurrence.id > ${afterId} ORDER BY occurrence.id DESC LIMIT ${BOUNDS.occurrences}`,
    OCCURRENCE,
  )
  return rows.reverse().map(({ activityId, sourceId, sourceOffset, ...row }) => ({
    ...row,
    entry:
      activityId === null || row.userId === null
        ? null
        : { campaignActivityId: activityId, userId: row.userId },
    place: placeOf(sources, { sourceId, sourceOffset }),
  }))
}

const REFUSAL = rowShape('newest rejection', {
  key: ID,
  at: INSTANT,
  userId: ID,
  campaignActivityId: ID,
  reason: oneOf(REJECT_REASONS),
  ...SOURCED,
})

/** Reads the newest entries that stand rejected, among the newest of all; oldest first. */
export async function readRefusals({ query, dialect, sources }: Look): Promise<RefusalView[]> {
  const looked = BOUNDS.refusals * 10
  const rows = await query(
    sql`
    SELECT id AS key, ${dialect.epochMs(sql`requested_at`)} AS at, user_id AS "userId",
           campaign_activity_id AS "campaignActivityId", reject_reason AS reason,
           source_id AS "sourceId", source_offset AS "sourceOffset"
    FROM (SELECT * FROM campaign_activity_entries ORDER BY id DESC LIMIT ${looked}) AS newest
    WHERE status = 'REJECTED' ORDER BY id DESC LIMIT ${BOUNDS.refusals}`,
    REFUSAL,
  )
  return rows.reverse().map(({ sourceId, sourceOffset, ...row }) => ({
    ...row,
    place: placeOf(sources, { sourceId, sourceOffset }),
  }))
}

const DEAD_LETTER = rowShape('newest dead letter', {
  key: ID,
  at: INSTANT,
  reason: oneOf(DEAD_LETTER_REASONS),
  error: TEXT,
  status: oneOf(DEAD_LETTER_STATUSES),
  source: TEXT,
  partition: COUNT,
  offset: COUNT,
  payload: nullable(BYTES),
})

/** Reads the newest dead letters, oldest first, whatever became of them. */
export async function readDeadLetters({ query, dialect }: Look): Promise<DeadLetterView[]> {
  const rows = await query(
    sql`
    SELECT id AS key, ${dialect.epochMs(sql`created_at`)} AS at, reason, substr(error, 1, ${BOUNDS.text}) AS error, status,
           source, partition, "offset", substr(payload, 1, ${BOUNDS.text}) AS payload
    FROM dead_letters ORDER BY id DESC LIMIT ${BOUNDS.deadLetters}`,
    DEAD_LETTER,
  )
  return rows.reverse().map(({ source, partition, offset, payload, ...row }) => ({
    ...row,
    place: { source, partition, offset },
    payload: payloadText(payload, BOUNDS.text),
  }))
}

function placeOf(sources: Look['sources'], { sourceId, sourceOffset }: Sourced): MessagePlace | null {
  const at = sources.get(sourceId)
  return at ? { source: at.source, partition: at.partition, offset: sourceOffset } : null
}

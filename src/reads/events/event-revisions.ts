import { sql } from 'drizzle-orm/sql'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { ID, INSTANT, JSON_TEXT, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import type { EventRecord } from './event-record.ts'

/** One revision of an event, as it is kept: who saved it, and when (epoch ms). */
export interface EventRevision {
  readonly revision: number
  readonly savedAt: number
  readonly savedBy: string
  readonly definition: EventRecord
}

const REVISION = rowShape<Omit<EventRevision, 'definition'> & { readonly definition: string }>(
  'kept revision',
  {
    revision: ID,
    savedAt: INSTANT,
    savedBy: TEXT,
    definition: JSON_TEXT,
  },
)

/** The revisions of an event, the newest first. */
export async function readEventRevisions(
  query: Query,
  { epochMs }: Dialect,
  eventId: number,
  limit: number,
  /** Only older ones than this. */
  before = Number.MAX_SAFE_INTEGER,
): Promise<EventRevision[]> {
  const rows = await query(
    sql`
      SELECT revision, ${epochMs(sql`saved_at`)} AS "savedAt", saved_by AS "savedBy", CAST(definition AS text) AS definition
      FROM event_revisions WHERE event_id = ${eventId} AND revision < CAST(${before} AS bigint)
      ORDER BY revision DESC LIMIT ${limit}`,
    REVISION,
  )
  return rows.map((row) => ({ ...row, definition: JSON.parse(row.definition) as EventRecord }))
}

import { sql } from 'drizzle-orm/sql'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { ID, INSTANT, JSON_TEXT, nullable } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import type { EventRecord } from './event-record.ts'

/** Names one revision of one event. */
export interface RevisionKey {
  readonly eventId: number
  readonly revision: number
}

/** What an event said at one revision, and from when to when it did. Instants are epoch ms. */
export interface DefinitionRevision extends RevisionKey {
  readonly definition: EventRecord
  readonly savedAt: number
  /** When the next revision took its place; null: it is the current one. */
  readonly supersededAt: number | null
}

const REVISION = rowShape<Omit<DefinitionRevision, 'definition'> & { readonly definition: string }>(
  'revision of an event',
  {
    eventId: ID,
    revision: ID,
    definition: JSON_TEXT,
    savedAt: INSTANT,
    supersededAt: nullable(INSTANT),
  },
)

/**
 * These revisions (CONTRACT §14), in any order; those that never were, or whose event is gone, are left out. Bound their number: they
 * are one parameter of the statement.
 */
export async function readDefinitionRevisions(
  query: Query,
  { epochMs, selectRows }: Dialect,
  wanted: readonly RevisionKey[],
): Promise<DefinitionRevision[]> {
  if (wanted.length === 0) return []
  const json = JSON.stringify(wanted.map(({ eventId, revision }) => ({ event_id: eventId, revision })))
  const rows = await query(
    sql`
      SELECT event_id AS "eventId", saved.revision, CAST(definition AS text) AS definition, ${epochMs(sql`saved_at`)} AS "savedAt",
             (SELECT ${epochMs(sql`later.saved_at`)} FROM event_revisions AS later
              WHERE later.event_id = saved.event_id AND later.revision = saved.revision + 1) AS "supersededAt"
      FROM event_revisions AS saved JOIN events ON events.id = event_id
      WHERE (event_id, saved.revision) IN (${selectRows('event_revisions', ['event_id', 'revision'], json)})`,
    REVISION,
  )
  return rows.map((row) => ({ ...row, definition: JSON.parse(row.definition) as EventRecord }))
}

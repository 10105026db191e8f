import { sql } from 'drizzle-orm/sql'
import { chunksOf } from '../../reads/chunks-of.ts'
import { idList } from '../../reads/id-list.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { ID, JSON_TEXT } from '../../stores/rows/row-kind.ts'
import { type RowOf, rowShape } from '../../stores/rows/row-shape.ts'
import type { Author } from '../changes/record-changes.ts'
import type { EventRow, StoredEventRow } from './event-row.ts'

/** Rows per statement. */
const CHUNK_ROWS = 500

const COLUMNS = ['event_id', 'revision', 'definition', 'saved_at', 'saved_by']

const NEWEST = rowShape('newest revision of an event', { eventId: ID, revision: ID, definition: JSON_TEXT })

/** The newest revisions that are kept of these events, also of those that are gone, by event. */
export async function newestRevisions(
  query: Query,
  eventIds: readonly number[],
): Promise<Map<number, RowOf<typeof NEWEST>>> {
  const newest = new Map<number, RowOf<typeof NEWEST>>()
  for (const chunk of chunksOf(eventIds, CHUNK_ROWS)) {
    const rows = await query(
      sql`
        SELECT event_id AS "eventId", revision, CAST(definition AS text) AS definition FROM event_revisions AS kept
        WHERE event_id IN ${idList(chunk)}
          AND revision = (SELECT max(revision) FROM event_revisions AS other WHERE other.event_id = kept.event_id)`,
      NEWEST,
    )
    for (const row of rows) newest.set(row.eventId, row)
  }
  return newest
}

/** Keeps these revisions, in the transaction of the change itself. */
export async function keepRevisions(
  query: Query,
  dialect: Dialect,
  { by, atMs }: Author,
  rows: readonly StoredEventRow[],
): Promise<void> {
  for (const chunk of chunksOf(rows, CHUNK_ROWS)) {
    const json = chunk.map((row) => {
      const values = [
        ...[JSON.stringify(row.id), JSON.stringify(row.revision), dialect.jsonInJson(definitionText(row))],
        ...[dialect.instantInJson(atMs), JSON.stringify(by)],
      ]
      return `{${COLUMNS.map((column, index) => `"${column}":${values[index]}`).join(',')}}`
    })
    await query(sql`
      INSERT INTO event_revisions (${sql.raw(COLUMNS.join(', '))})
      ${dialect.selectRows('event_revisions', COLUMNS, `[${json.join(',')}]`)}`)
  }
}

/** What a revision keeps of an event: JSON, instants in epoch ms. */
export function definitionText({ triggerPayload, ...event }: EventRow): string {
  const { id, name, description, status, triggerType, sink, siteId, startsAt, endsAt } = event
  const others = { id, name, description, status, triggerType, sink, siteId, startsAt, endsAt }
  return `${JSON.stringify(others).slice(0, -1)},"triggerPayload":${triggerPayload}}`
}

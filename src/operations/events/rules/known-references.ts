import { type SQL, sql } from 'drizzle-orm/sql'
import { isBrowserTrigger } from '../../../conditions/browser-triggers.ts'
import { chunksOf } from '../../../reads/chunks-of.ts'
import { idList } from '../../../reads/id-list.ts'
import type { Query } from '../../../stores/database.ts'
import { ID } from '../../../stores/rows/row-kind.ts'
import { rowShape } from '../../../stores/rows/row-shape.ts'
import { EventRefusedError } from '../event-refused-error.ts'
import type { StoredEventRow } from '../event-row.ts'

/** Ids per statement. */
const CHUNK_IDS = 500

interface Reference {
  readonly field: string
  readonly table: SQL
  readonly of: (event: StoredEventRow) => number | null
  readonly missing: string
}

const REFERENCES: readonly Reference[] = [
  {
    field: 'siteId',
    table: sql`sites`,
    of: ({ siteId }) => siteId,
    missing: 'there is no such site: `axon sites list` shows all',
  },
  {
    field: 'triggerPayload.activityId',
    table: sql`campaign_activities`,
    of: activityOf,
    missing: 'there is no such campaign activity: `axon status` shows all',
  },
]

/**
 * Refuses an event for a site or a campaign activity that isn't there: no page would ever look for it. One whose site was taken away
 * can be deactivated.
 */
export async function refuseUnknownReferences(
  query: Query,
  events: readonly StoredEventRow[],
  before: ReadonlyMap<number, StoredEventRow>,
): Promise<void> {
  for (const { field, table, of, missing } of REFERENCES) {
    const saved = events.filter((event) => {
      const stored = before.get(event.id)
      return event.status === 'ACTIVE' || stored === undefined || of(stored) !== of(event)
    })
    const known = await knownIds(
      query,
      table,
      saved.flatMap((event) => of(event) ?? []),
    )
    for (const event of saved) {
      const id = of(event)
      if (id === null || known.has(id)) continue
      throw new EventRefusedError(event.id, { field, message: `is ${id}, and ${missing}` })
    }
  }
}

const REFERRED = rowShape('row that an event refers to', { id: ID })

async function knownIds(query: Query, table: SQL, ids: readonly number[]): Promise<Set<number>> {
  const known = new Set<number>()
  for (const chunk of chunksOf(ids, CHUNK_IDS)) {
    const rows = await query(sql`SELECT id FROM ${table} WHERE id IN ${idList(chunk)}`, REFERRED)
    for (const { id } of rows) known.add(id)
  }
  return known
}

/** Business events may keep anything under that name. */
function activityOf({ triggerType, triggerPayload }: StoredEventRow): number | null {
  if (!isBrowserTrigger(triggerType)) return null
  const { activityId } = JSON.parse(triggerPayload) as { activityId?: unknown }
  return Number.isSafeInteger(activityId) ? (activityId as number) : null
}

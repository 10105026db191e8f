import { sql } from 'drizzle-orm/sql'
import { BROWSER_TRIGGERS, type BrowserTrigger } from '../../conditions/browser-triggers.ts'
import { EVENT_SINKS } from '../../domain/event-definition.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { ID, INSTANT, JSON_TEXT, nullable, oneOf, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { chunksOf } from '../chunks-of.ts'
import { idList } from '../id-list.ts'
import type { EventRecord, TriggerPayload } from './event-record.ts'

/** An ACTIVE definition that browsers look for, whatever its dates and its site. */
export interface ActiveBrowserDefinition
  extends Pick<EventRecord, 'id' | 'name' | 'triggerPayload' | 'sink' | 'siteId' | 'startsAt' | 'endsAt'> {
  readonly revision: number
  readonly triggerType: BrowserTrigger
}

const CURRENT = rowShape('current revision', { id: ID, revision: ID })

const DEFINITION = rowShape<
  Omit<ActiveBrowserDefinition, 'triggerPayload'> & { readonly triggerPayload: string }
>('active browser definition', {
  id: ID,
  name: TEXT,
  revision: ID,
  triggerType: oneOf(BROWSER_TRIGGERS),
  triggerPayload: JSON_TEXT,
  sink: oneOf(EVENT_SINKS),
  siteId: nullable(ID),
  startsAt: nullable(INSTANT),
  endsAt: nullable(INSTANT),
})

/** Ids per statement. */
const CHUNK_IDS = 500

/**
 * All ACTIVE browser definitions of all sites, by id (CONTRACT §13). Ask again and again with what was answered before: a revision
 * never changes, so only ids and numbers are read of those that are the same, and their objects are the same too.
 */
export async function readActiveBrowserDefinitions(
  query: Query,
  { epochMs }: Dialect,
  before: readonly ActiveBrowserDefinition[] = [],
): Promise<ActiveBrowserDefinition[]> {
  const isBrowsers = sql`status = 'ACTIVE' AND trigger_type IN ${idList(BROWSER_TRIGGERS)}`
  const current = await query(sql`SELECT id, revision FROM events WHERE ${isBrowsers}`, CURRENT)
  const known = new Map(before.map((definition) => [definition.id, definition]))
  const definitions = current.flatMap(({ id, revision }) => {
    const definition = known.get(id)
    return definition?.revision === revision ? [definition] : []
  })
  const same = new Set(definitions.map(({ id }) => id))
  const changed = current.flatMap(({ id }) => (same.has(id) ? [] : [id]))
  for (const ids of chunksOf(changed, CHUNK_IDS)) {
    const rows = await query(
      sql`
        SELECT id, name, revision, trigger_type AS "triggerType", CAST(trigger_payload AS text) AS "triggerPayload", sink,
               site_id AS "siteId", ${epochMs(sql`starts_at`)} AS "startsAt", ${epochMs(sql`ends_at`)} AS "endsAt"
        FROM events WHERE id IN ${idList(ids)} AND ${isBrowsers}`,
      DEFINITION,
    )
    for (const row of rows) {
      definitions.push({ ...row, triggerPayload: JSON.parse(row.triggerPayload) as TriggerPayload })
    }
  }
  return definitions.sort((a, b) => a.id - b.id)
}

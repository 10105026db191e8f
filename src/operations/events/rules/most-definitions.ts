import { sql } from 'drizzle-orm/sql'
import { BROWSER_TRIGGERS, isBrowserTrigger } from '../../../conditions/browser-triggers.ts'
import { idList } from '../../../reads/id-list.ts'
import type { Query } from '../../../stores/database.ts'
import { COUNT, ID, nullable } from '../../../stores/rows/row-kind.ts'
import { rowShape } from '../../../stores/rows/row-shape.ts'
import { EventRefusedError } from '../event-refused-error.ts'
import type { StoredEventRow } from '../event-row.ts'

/** ACTIVE browser definitions that a page may be given: it loads them all, and holds each click against them (CONTRACT §12). */
const MOST_PER_SITE = 200

const ACTIVE_OF_SITE = rowShape('ACTIVE definitions of a site', { siteId: nullable(ID), count: COUNT })

/** Refuses one more than a site may have; those of all sites count for each. What is there already may stay. */
export async function refuseTooManyDefinitions(
  query: Query,
  saved: readonly StoredEventRow[],
  before: ReadonlyMap<number, StoredEventRow>,
): Promise<void> {
  const added = saved.filter((event) => {
    const stored = before.get(event.id)
    return isLookedFor(event) && !(stored && isLookedFor(stored) && stored.siteId === event.siteId)
  })
  if (added.length === 0) return
  const counts = await query(
    sql`
      SELECT site_id AS "siteId", count(*) AS count FROM events
      WHERE status = 'ACTIVE' AND trigger_type IN ${idList(BROWSER_TRIGGERS)} GROUP BY site_id`,
    ACTIVE_OF_SITE,
  )
  const ofAllSites = counts.find(({ siteId }) => siteId === null)?.count ?? 0
  for (const { id, siteId } of added) {
    const ofSites = counts.filter((row) => row.siteId !== null && (siteId === null || row.siteId === siteId))
    const count = ofAllSites + Math.max(0, ...ofSites.map((row) => row.count))
    if (count <= MOST_PER_SITE) continue
    const message = `can't be ACTIVE: a site would have ${count} ACTIVE browser definitions, ${MOST_PER_SITE} are the most`
    throw new EventRefusedError(id, { field: 'status', message })
  }
}

const isLookedFor = ({ status, triggerType }: StoredEventRow): boolean =>
  status === 'ACTIVE' && isBrowserTrigger(triggerType)

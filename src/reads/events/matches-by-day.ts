import { sql } from 'drizzle-orm/sql'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { COUNT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'

/** Occurrences of all events that are looked at, the newest ones: some tens of milliseconds. */
const MOST_ROWS = 200_000
const DAY_MS = 86_400_000

/** How often an event was recorded on each day in UTC (`2026-11-27`). */
export interface MatchesByDay {
  readonly days: ReadonlyMap<string, number>
  /** There are more occurrences than are looked at: the first days may have more. */
  readonly isCut: boolean
}

const DAY = rowShape('matches of a day', { day: COUNT, matches: COUNT })
const OLDER = rowShape('older occurrences', { older: COUNT })

/** Occurrences of an event from an instant on (epoch ms), among the newest ones of all events. */
export async function readMatchesByDay(
  query: Query,
  { epochMs, instant }: Dialect,
  eventId: number,
  sinceMs: number,
): Promise<MatchesByDay> {
  const looked = sql`id > (SELECT coalesce(max(id), 0) FROM event_occurrences) - ${MOST_ROWS}`
  const rows = await query(
    sql`
      SELECT CAST(${epochMs(sql`occurred_at`)} AS bigint) / ${sql.raw(String(DAY_MS))} AS day, count(*) AS matches
      FROM event_occurrences WHERE ${looked} AND event_id = ${eventId} AND occurred_at >= ${instant(sinceMs)}
      GROUP BY 1 ORDER BY 1`,
    DAY,
  )
  const [older] = await query(
    sql`SELECT count(*) AS older FROM (SELECT id FROM event_occurrences WHERE NOT (${looked}) LIMIT 1) AS one`,
    OLDER,
  )
  const dayOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
  return { days: new Map(rows.map(({ day, matches }) => [dayOf(day), matches])), isCut: older!.older > 0 }
}

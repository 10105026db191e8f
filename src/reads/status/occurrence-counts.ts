import { sql } from 'drizzle-orm/sql'
import type { Query } from '../../stores/database.ts'
import { COUNT, ID, nullable, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { nameColumn } from '../name-column.ts'

export interface OccurrenceCount {
  readonly eventId: number
  readonly eventName: string | null
  readonly triggerType: string | null
  readonly count: number
}

const OCCURRENCES = rowShape<OccurrenceCount>('number of occurrences', {
  eventId: ID,
  eventName: nullable(TEXT),
  triggerType: nullable(TEXT),
  count: COUNT,
})

/** Counts occurrences by event, in the order of their ids. */
export async function readOccurrenceCounts(query: Query, nameLength?: number): Promise<OccurrenceCount[]> {
  return query(
    sql`
      SELECT event_id AS "eventId", ${nameColumn(sql`event.name`, nameLength)} AS "eventName", event.trigger_type AS "triggerType", occurrence.count
      FROM (SELECT event_id, count(*) AS count FROM event_occurrences GROUP BY event_id) AS occurrence
      LEFT JOIN events AS event ON event.id = event_id ORDER BY event_id`,
    OCCURRENCES,
  )
}

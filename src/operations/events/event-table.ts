import { EVENT_SINKS, EVENT_STATUSES } from '../../domain/event-definition.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { ID, INSTANT, JSON_TEXT, nullable, oneOf, TEXT } from '../../stores/rows/row-kind.ts'
import { SeedTable } from '../seed/seed-table.ts'
import type { StoredEventRow } from './event-row.ts'

/** Where events are stored. */
export const eventTable = new SeedTable('events', {
  id: { column: 'id', kind: ID },
  name: { column: 'name', kind: TEXT },
  description: { column: 'description', kind: nullable(TEXT) },
  status: { column: 'status', kind: oneOf(EVENT_STATUSES) },
  triggerType: { column: 'trigger_type', kind: TEXT },
  triggerPayload: { column: 'trigger_payload', kind: JSON_TEXT },
  sink: { column: 'sink', kind: oneOf(EVENT_SINKS) },
  siteId: { column: 'site_id', kind: nullable(ID) },
  startsAt: { column: 'starts_at', kind: nullable(INSTANT) },
  endsAt: { column: 'ends_at', kind: nullable(INSTANT) },
  revision: { column: 'revision', kind: ID },
})

/** The events that are there, by id; on Postgres they are locked until the transaction ends. */
export async function storedEvents(
  query: Query,
  dialect: Dialect,
  ids: readonly number[],
): Promise<ReadonlyMap<number, StoredEventRow>> {
  return (await eventTable.stored(query, dialect, ids)) as ReadonlyMap<number, StoredEventRow>
}

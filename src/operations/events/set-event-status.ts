import type { EventStatus } from '../../domain/event-definition.ts'
import type { Database } from '../../stores/database.ts'
import { storedEvents } from './event-table.ts'
import { saveOneEvent } from './save-one-event.ts'
import type { SaveResult } from './save-result.ts'
import { savingEvents } from './saving-events.ts'
import { type ChangeOptions, updateEvent } from './update-event.ts'

/** Activates or deactivates an event. What can't work can be deactivated all the same. */
export function setEventStatus(
  database: Database,
  id: number,
  status: EventStatus,
  options: ChangeOptions,
): Promise<SaveResult> {
  if (status === 'ACTIVE') return updateEvent(database, id, () => ({ fields: { status } }), options)
  return savingEvents(database, async (query) => {
    const stored = (await storedEvents(query, database.dialect, [id])).get(id)
    if (!stored) return { kind: 'missing' }
    const { expectedRevision, author } = options
    if (expectedRevision !== undefined && expectedRevision !== stored.revision)
      return { kind: 'conflict', stored }
    const { revision: _, ...event } = stored
    return saveOneEvent(query, database, { event: { ...event, status }, author, stored })
  })
}

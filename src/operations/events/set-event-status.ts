import type { EventStatus } from '../../domain/event-definition.ts'
import type { Database } from '../../stores/database.ts'
import type { ChangeOptions } from './change-options.ts'
import { saveOneEvent } from './save-one-event.ts'
import type { SaveResult } from './save-result.ts'
import { changingEvent } from './saving-events.ts'
import { updateEvent } from './update-event.ts'

/** Activates or deactivates an event. What can't work can be deactivated all the same. */
export function setEventStatus(
  database: Database,
  id: number,
  status: EventStatus,
  options: ChangeOptions,
): Promise<SaveResult> {
  if (status === 'ACTIVE') return updateEvent(database, id, () => ({ fields: { status } }), options)
  const { isExpected, author } = options
  return changingEvent(database, id, isExpected, (query, stored) => {
    const { revision: _, ...event } = stored
    return saveOneEvent(query, database, { event: { ...event, status }, author, stored })
  })
}

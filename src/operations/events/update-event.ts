import type { TriggerPayload } from '../../reads/events/event-record.ts'
import type { Database } from '../../stores/database.ts'
import type { ChangeOptions } from './change-options.ts'
import { changedDraft, type EventDraft, readEventDraft, unknownFields } from './event-draft.ts'
import { checkAndSave } from './save-one-event.ts'
import type { SaveResult } from './save-result.ts'
import { changingEvent } from './saving-events.ts'

/** Writes some fields of an event anew, and leaves the others. The change is told the payload as it stands. */
export function updateEvent(
  database: Database,
  id: number,
  change: (payload: TriggerPayload) => EventDraft,
  { isExpected, author }: ChangeOptions,
): Promise<SaveResult> {
  return changingEvent(database, id, isExpected, async (query, stored) => {
    const draft = change(JSON.parse(stored.triggerPayload) as TriggerPayload)
    const event = readEventDraft(changedDraft(stored, draft))
    if (!('id' in event)) return { kind: 'refused', errors: event, warnings: unknownFields(draft) }
    return checkAndSave(query, database, { event, draft, author, stored })
  })
}

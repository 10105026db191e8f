import type { TriggerPayload } from '../../reads/events/event-record.ts'
import type { Database } from '../../stores/database.ts'
import type { Author } from '../changes/record-changes.ts'
import { changedDraft, type EventDraft, readEventDraft, unknownFields } from './event-draft.ts'
import { checkAndSave } from './save-one-event.ts'
import type { SaveResult } from './save-result.ts'
import { changingEvent } from './saving-events.ts'

export interface ChangeOptions {
  /** The revision that the change was made from: if it is not the newest any more, nothing is changed. */
  readonly expectedRevision?: number | undefined
  readonly author: Author
}

/** Writes some fields of an event anew, and leaves the others. The change is told the payload as it stands. */
export function updateEvent(
  database: Database,
  id: number,
  change: (payload: TriggerPayload) => EventDraft,
  { expectedRevision, author }: ChangeOptions,
): Promise<SaveResult> {
  return changingEvent(database, id, expectedRevision, async (query, stored) => {
    const draft = change(JSON.parse(stored.triggerPayload) as TriggerPayload)
    const event = readEventDraft(changedDraft(stored, draft))
    if (!('id' in event)) return { kind: 'refused', errors: event, warnings: unknownFields(draft) }
    return checkAndSave(query, database, { event, draft, author, stored })
  })
}

import { sql } from 'drizzle-orm/sql'
import type { Database } from '../../stores/database.ts'
import type { Author } from '../changes/record-changes.ts'
import { nextId } from '../next-id.ts'
import { type EventDraft, readEventDraft, unknownFields } from './event-draft.ts'
import { storedEvents } from './event-table.ts'
import { checkAndSave } from './save-one-event.ts'
import type { SaveResult } from './save-result.ts'
import { savingEvents } from './saving-events.ts'

/** Makes an event (CONTRACT §12). Without an `id` it gets the next one; ids are not used again. */
export function createEvent(database: Database, draft: EventDraft, author: Author): Promise<SaveResult> {
  return savingEvents(database, async (query) => {
    const id = draft.fields.id ?? (await nextId(query, EVER_USED))
    const event = readEventDraft({ ...draft, fields: { ...draft.fields, id } })
    if (!('id' in event)) return { kind: 'refused', errors: event, warnings: unknownFields(draft) }
    if ((await storedEvents(query, database.dialect, [event.id])).size > 0) {
      const message = `is ${event.id}, and there is such an event: leave it out to get the next one`
      return { kind: 'refused', errors: [{ field: 'id', message }], warnings: [] }
    }
    return checkAndSave(query, database, { event, draft, author })
  })
}

/** Those of revisions too: a browser may still have an old definition under its id. */
const EVER_USED = sql`SELECT id FROM events UNION SELECT event_id FROM event_revisions`

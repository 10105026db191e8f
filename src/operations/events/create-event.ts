import { sql } from 'drizzle-orm'
import type { Database, Query } from '../../stores/database.ts'
import { COUNT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import type { Author } from '../changes/record-changes.ts'
import { type EventDraft, readEventDraft, unknownFields } from './event-draft.ts'
import { storedEvents } from './event-table.ts'
import { checkAndSave } from './save-one-event.ts'
import type { SaveResult } from './save-result.ts'
import { savingEvents } from './saving-events.ts'

/** Makes an event (CONTRACT §12). Without an `id` it gets the next one; ids are not used again. */
export function createEvent(database: Database, draft: EventDraft, author: Author): Promise<SaveResult> {
  return savingEvents(database, async (query) => {
    const id = draft.fields.id ?? (await nextId(query))
    const event = readEventDraft({ ...draft, fields: { ...draft.fields, id } })
    if (!('id' in event)) return { kind: 'refused', errors: event, warnings: unknownFields(draft) }
    if ((await storedEvents(query, database.dialect, [event.id])).size > 0) {
      const message = `is ${event.id}, and there is such an event: leave it out to get the next one`
      return { kind: 'refused', errors: [{ field: 'id', message }], warnings: [] }
    }
    return checkAndSave(query, database, { event, draft, author })
  })
}

const GREATEST = rowShape('greatest id of an event', { id: COUNT })

/** Above all ids that were ever used: a browser may still have an old definition under its id. */
async function nextId(query: Query): Promise<number> {
  const [greatest] = await query(
    sql`
      SELECT max(id) AS id FROM (SELECT coalesce(max(id), 0) AS id FROM events
                                 UNION ALL SELECT coalesce(max(event_id), 0) FROM event_revisions) AS used`,
    GREATEST,
  )
  return greatest!.id + 1
}

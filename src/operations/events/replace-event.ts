import { sql } from 'drizzle-orm/sql'
import type { Database, Query } from '../../stores/database.ts'
import { JSON_TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import type { ChangeOptions } from './change-options.ts'
import { draftOfJson, MUST_NOT_HOLD } from './draft-of-json.ts'
import { type EventDraft, readEventDraft, unknownFields } from './event-draft.ts'
import type { StoredEventRow } from './event-row.ts'
import { checkAndSave } from './save-one-event.ts'
import type { SaveResult } from './save-result.ts'
import { changingEvent } from './saving-events.ts'

/** Writes an event anew, all of it: a field that is left out is taken away. */
export function replaceEvent(
  database: Database,
  id: number,
  draft: EventDraft,
  options: ChangeOptions,
): Promise<SaveResult> {
  return changingEvent(database, id, options.isExpected, (query, stored) =>
    replace(query, database, draft, { stored, options }),
  )
}

/** Makes an event again what it was at a revision, its status too: that is the next revision. */
export function restoreEvent(
  database: Database,
  id: number,
  revision: number,
  options: ChangeOptions,
): Promise<SaveResult> {
  return changingEvent(database, id, options.isExpected, async (query, stored) => {
    const json = await definitionAt(query, id, revision)
    if (json === null) return { kind: 'missing' }
    const draft = draftOfJson(json, JSON.parse(json) as Record<string, unknown>)
    if (!draft)
      return { kind: 'refused', errors: [{ field: 'triggerPayload', message: MUST_NOT_HOLD }], warnings: [] }
    return replace(query, database, draft, { stored, options })
  })
}

async function replace(
  query: Query,
  database: Database,
  draft: EventDraft,
  { stored, options }: { readonly stored: StoredEventRow; readonly options: ChangeOptions },
): Promise<SaveResult> {
  const event = readEventDraft({ ...draft, fields: { ...draft.fields, id: stored.id } })
  if (!('id' in event)) return { kind: 'refused', errors: event, warnings: unknownFields(draft) }
  return checkAndSave(query, database, { event, draft, author: options.author, stored })
}

const DEFINITION = rowShape('definition of a revision', { definition: JSON_TEXT })

async function definitionAt(query: Query, id: number, revision: number): Promise<string | null> {
  const [kept] = await query(
    sql`
      SELECT CAST(definition AS text) AS definition FROM event_revisions
      WHERE event_id = ${id} AND revision = CAST(${revision} AS bigint)`,
    DEFINITION,
  )
  return kept?.definition ?? null
}

import { sql } from 'drizzle-orm'
import type { EventStatus } from '../../domain/event-definition.ts'
import type { TriggerPayload } from '../../reads/events/event-record.ts'
import type { Database, Query } from '../../stores/database.ts'
import { COUNT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { type Author, recordChanges } from '../changes/record-changes.ts'
import { checkEvent } from './check-event.ts'
import { changedDraft, type EventDraft, readEventDraft, unknownFields } from './event-draft.ts'
import { EventRefusedError } from './event-refused-error.ts'
import type { EventRow, StoredEventRow } from './event-row.ts'
import { storedEvents } from './event-table.ts'
import { lockEvents, saveEvents } from './save-events.ts'
import type { SaveResult } from './save-result.ts'

/** Makes an event (CONTRACT §12). Without an `id` it gets the next one; ids are not used again. */
export function createEvent(database: Database, draft: EventDraft, author: Author): Promise<SaveResult> {
  return saving(database, async (query) => {
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
  return saving(database, async (query) => {
    const stored = (await storedEvents(query, database.dialect, [id])).get(id)
    if (!stored) return { kind: 'missing' }
    if (expectedRevision !== undefined && expectedRevision !== stored.revision)
      return { kind: 'conflict', stored }
    const draft = change(JSON.parse(stored.triggerPayload) as TriggerPayload)
    const event = readEventDraft(changedDraft(stored, draft))
    if (!('id' in event)) return { kind: 'refused', errors: event, warnings: unknownFields(draft) }
    return checkAndSave(query, database, { event, draft, author, stored })
  })
}

/** Activates or deactivates an event. What can't work can be deactivated all the same. */
export function setEventStatus(
  database: Database,
  id: number,
  status: EventStatus,
  options: ChangeOptions,
): Promise<SaveResult> {
  if (status === 'ACTIVE') return updateEvent(database, id, () => ({ fields: { status } }), options)
  return saving(database, async (query) => {
    const stored = (await storedEvents(query, database.dialect, [id])).get(id)
    if (!stored) return { kind: 'missing' }
    const { expectedRevision, author } = options
    if (expectedRevision !== undefined && expectedRevision !== stored.revision)
      return { kind: 'conflict', stored }
    const { revision: _, ...event } = stored
    return save(query, database, { event: { ...event, status }, author, stored })
  })
}

/** One transaction; a refusal by what else is in the database undoes it. */
async function saving(database: Database, work: (query: Query) => Promise<SaveResult>): Promise<SaveResult> {
  try {
    return await database.transaction(async (query) => {
      await lockEvents(query, database.dialect)
      return work(query)
    })
  } catch (error) {
    if (!(error instanceof EventRefusedError)) throw error
    return { kind: 'refused', errors: [error.problem], warnings: [] }
  }
}

interface EventToSave {
  readonly event: EventRow
  readonly author: Author
  readonly stored?: StoredEventRow
}

async function checkAndSave(
  query: Query,
  database: Database,
  { draft, ...saved }: EventToSave & { readonly draft: EventDraft },
): Promise<SaveResult> {
  const { errors, warnings: found } = checkEvent(saved.event)
  const warnings = [...unknownFields(draft), ...found]
  if (errors.length > 0) return { kind: 'refused', errors, warnings }
  const result = await save(query, database, saved)
  return result.kind === 'saved' ? { ...result, warnings } : result
}

async function save(
  query: Query,
  { dialect }: Database,
  { event, author, stored }: EventToSave,
): Promise<SaveResult> {
  const before = new Map(stored ? [[stored.id, stored]] : [])
  const { inserted, updated, updates } = await saveEvents(query, dialect, {
    rows: [event],
    stored: before,
    author,
  })
  const [made] = inserted
  const creation =
    made && ({ action: 'create', subject: 'event', subjectId: made.id, before: null, after: made } as const)
  await recordChanges(query, dialect, author, creation ? [creation] : updates)
  const changed = made ?? updated[0]
  return { kind: 'saved', event: changed ?? stored!, isChanged: changed !== undefined, warnings: [] }
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

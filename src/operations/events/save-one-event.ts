import type { Database, Query } from '../../stores/database.ts'
import { changedName } from '../changed-name.ts'
import { type Author, recordChanges } from '../changes/record-changes.ts'
import { checkEvent } from './check-event.ts'
import { type EventDraft, unknownFields } from './event-draft.ts'
import type { EventRow, StoredEventRow } from './event-row.ts'
import { problemsOfTrigger } from './rules/problems-of-trigger.ts'
import { saveEvents } from './save-events.ts'
import type { SaveResult } from './save-result.ts'

interface EventToSave {
  readonly event: EventRow
  readonly author: Author
  readonly stored?: StoredEventRow | undefined
}

/** Saves an event if nothing is wrong with it; `draft` is what somebody wrote. */
export async function checkAndSave(
  query: Query,
  database: Database,
  { draft, event, stored, author }: EventToSave & { readonly draft: EventDraft },
): Promise<SaveResult> {
  const found = checkEvent(event)
  const name = changedName('name', event.name, stored?.name)
  const errors = [
    ...(typeof name === 'string' ? [] : [name]),
    ...problemsOfTrigger(event, stored),
    ...found.errors,
  ]
  const isRefused = new Set(errors.map(({ field }) => field))
  const warnings = [...unknownFields(draft), ...found.warnings.filter(({ field }) => !isRefused.has(field))]
  if (typeof name !== 'string' || errors.length > 0) return { kind: 'refused', errors, warnings }
  const result = await saveOneEvent(query, database, { event: { ...event, name }, stored, author })
  return result.kind === 'saved' ? { ...result, warnings } : result
}

/** Saves an event as it is, and adds that to the log of changes; `stored` is what was there. */
export async function saveOneEvent(
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

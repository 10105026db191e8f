import { HaltError } from '../../domain/halt-error.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import type { Change } from '../changes/change.ts'
import type { Author } from '../changes/record-changes.ts'
import { eventRowOf } from '../events/event-fields.ts'
import { EventRefusedError } from '../events/event-refused-error.ts'
import { storedEvents } from '../events/event-table.ts'
import { saveEvents } from '../events/save-events.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import type { Seed } from './seed-schema.ts'
import type { SeedCounts } from './seed-summary.ts'

/**
 * Applies the events of a seed file, after all that they may name.
 * @throws HaltError if one can't be for what else is in the file or in the database.
 */
export async function seedEvents(
  query: Query,
  dialect: Dialect,
  events: Seed['events'],
  author: Author,
  onSaved: (rows: number) => void,
): Promise<{ readonly counts: SeedCounts; readonly updates: readonly Change[] }> {
  if (events.length === 0) return { counts: { inserted: 0, updated: 0, unchanged: 0 }, updates: [] }
  await oneAtATime(query, dialect, 'events')
  const ids = events.map(({ id }) => id)
  const stored = await storedEvents(query, dialect, ids)
  try {
    const rows = events.map(eventRowOf)
    const saved = await saveEvents(query, dialect, { rows, stored, author }, onSaved)
    const { inserted, updated, unchanged, updates } = saved
    const counts = { inserted: inserted.length, updated: updated.length, unchanged: unchanged.length }
    return { counts, updates }
  } catch (error) {
    if (!(error instanceof EventRefusedError)) throw error
    const { field, message } = error.problem
    const place = `events[${ids.indexOf(error.eventId)}].${field}`
    throw new HaltError('SEED_EVENT_REFUSED', { place, problem: message }, { cause: error })
  }
}

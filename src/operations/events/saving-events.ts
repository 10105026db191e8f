import type { Database, Query } from '../../stores/database.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import type { ChangeOptions } from './change-options.ts'
import { EventRefusedError } from './event-refused-error.ts'
import type { StoredEventRow } from './event-row.ts'
import { storedEvents } from './event-table.ts'
import type { SaveResult } from './save-result.ts'

/** One transaction; a refusal by what else is in the database undoes it. */
export async function savingEvents(
  database: Database,
  work: (query: Query) => Promise<SaveResult>,
): Promise<SaveResult> {
  try {
    return await database.transaction(async (query) => {
      await oneAtATime(query, database.dialect, 'events')
      return work(query)
    })
  } catch (error) {
    if (!(error instanceof EventRefusedError)) throw error
    return { kind: 'refused', errors: [error.problem], warnings: [] }
  }
}

/** {@link savingEvents} for one that is there, and at a revision that the change was made from. */
export function changingEvent(
  database: Database,
  id: number,
  isExpected: ChangeOptions['isExpected'],
  work: (query: Query, stored: StoredEventRow) => Promise<SaveResult>,
): Promise<SaveResult> {
  return savingEvents(database, async (query) => {
    const stored = (await storedEvents(query, database.dialect, [id])).get(id)
    if (!stored) return { kind: 'missing' }
    if (isExpected && !isExpected(stored.revision)) return { kind: 'conflict', stored }
    return work(query, stored)
  })
}

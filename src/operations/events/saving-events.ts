import type { Database, Query } from '../../stores/database.ts'
import { EventRefusedError } from './event-refused-error.ts'
import { lockEvents } from './save-events.ts'
import type { SaveResult } from './save-result.ts'

/** One transaction; a refusal by what else is in the database undoes it. */
export async function savingEvents(
  database: Database,
  work: (query: Query) => Promise<SaveResult>,
): Promise<SaveResult> {
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

import type { Database } from '../../stores/database.ts'
import { listDeadLetters } from './dead-letters.ts'

/** Of dead letters that somebody names: the first id that nothing has, and how many are not PENDING. */
export async function namedDeadLetters(
  database: Database,
  ids: readonly number[],
): Promise<{ readonly unknown: number | undefined; readonly notPending: number }> {
  if (ids.length === 0) return { unknown: undefined, notPending: 0 }
  const found = await listDeadLetters(database, { ids }, { limit: ids.length })
  const known = new Set(found.map(({ id }) => id))
  return {
    unknown: ids.find((id) => !known.has(id)),
    notPending: found.filter(({ status }) => status !== 'PENDING').length,
  }
}

import { HaltError } from '../../domain/halt-error.ts'
import { NotWrittenError } from '../../pipeline/commit/not-written-error.ts'
import type { Database } from '../../stores/database.ts'
import { isDiskFull } from '../../stores/is-disk-full.ts'
import { databaseAway } from '../problems/database-away.ts'
import { invalidField } from '../problems/invalid-field.ts'
import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'
import type { Route } from '../routes/route.ts'
import type { AdminServices } from './admin-services.ts'

/** A route of the admin API. */
export interface AdminRoute extends Route {
  /** Its changes are many transactions: when it fails, some are done. */
  readonly isDoneInParts?: true
}

/**
 * What all admin routes have in common: no text that a database can't hold comes in, and a database that is away, or has no room, is no
 * fault.
 */
export function safely(
  { isDoneInParts, ...route }: AdminRoute,
  { database }: Pick<AdminServices, 'database'>,
): Route {
  const { answer, take } = route
  const guarded = async <T extends Answer | null>(
    query: Readonly<Record<string, string>>,
    work: () => T | Promise<T>,
  ): Promise<T | Answer> => {
    const wrong = Object.entries(query).find(([, value]) => String(value).includes('\u0000'))
    if (wrong) return invalidField(wrong[0], 'must not hold U+0000')
    try {
      return await work()
    } catch (error) {
      if (isDiskFull(error)) {
        const done = isDoneInParts ? 'not everything was done' : 'nothing was changed'
        return problem('DISK_FULL', { detail: `${done}: make room, then ask again` })
      }
      if (!isOutage(database, error)) throw error
      return databaseAway()
    }
  }
  return {
    ...route,
    ...(answer && { answer: (request) => guarded(request.query, () => answer(request)) }),
    ...(take && { take: (request, reply) => guarded(request.query, () => take(request, reply)) }),
  }
}

function isOutage(database: Pick<Database, 'failureOf'>, error: unknown): boolean {
  // The service stops.
  if (error instanceof NotWrittenError || (error as Error).name === 'AbortError') return true
  return database.failureOf(error instanceof HaltError ? error.cause : error) === 'outage'
}

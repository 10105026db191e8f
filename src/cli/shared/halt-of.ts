import { HaltError } from '../../domain/halt-error.ts'
import { oneLineError } from '../../domain/shown-text.ts'
import { FencedError } from '../../pipeline/commit/fenced-error.ts'
import type { Database } from '../../stores/database.ts'
import { CommandError } from './command-error.ts'

/** What ended a run whose retries are bounded, as the user should hear of it; a bug stays what it is. */
export function haltOf(error: unknown, database: Database): unknown {
  if (error instanceof FencedError) {
    return new CommandError(`${error.message}: wait until it has finished, then run the same command again`)
  }
  if (error instanceof HaltError) return error
  if (!(error instanceof Error) || database.failureOf(error) !== 'outage') return error
  const found = oneLineError(error.message)
  return new CommandError(
    `${database.displayUrl}: gave up after the retries: ${found}; what was processed is stored, and the same command goes on from there`,
    1,
    { cause: error },
  )
}

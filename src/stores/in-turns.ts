import { setTimeout as wait } from 'node:timers/promises'
import { HaltError } from '../domain/halt-error.ts'
import type { TakeTurn } from '../pipeline/commit/turns.ts'
import type { Database } from './database.ts'
import { isDiskFull } from './is-disk-full.ts'

/** How long somebody who waits for an answer is kept while another process writes. */
const PATIENCE_MS = 4_000
const LONGEST_DELAY_MS = 25

/**
 * The database for what people write while a service runs on it (CONTRACT §10): on SQLite every statement and every transaction takes a
 * turn of the process's one writer, and is tried again while another process is in the way. Give it a connection of its own. On Postgres
 * it is the database itself.
 */
export function inTurns(database: Database, takeTurn: TakeTurn): Database {
  if (database.dialect.name === 'postgres') return database
  const patiently = async <T>(work: () => Promise<T>): Promise<T> => {
    const until = performance.now() + PATIENCE_MS
    for (;;) {
      try {
        return await takeTurn(work)
      } catch (error) {
        const cause = error instanceof HaltError ? error.cause : error
        const mayEnd = database.failureOf(cause) === 'outage' && !isDiskFull(cause)
        if (!mayEnd || performance.now() > until) throw error
        await wait(Math.ceil(Math.random() * LONGEST_DELAY_MS))
      }
    }
  }
  return {
    dialect: database.dialect,
    displayUrl: database.displayUrl,
    query: (statement, shape) => patiently(() => database.query(statement, shape)),
    transaction: (work) => patiently(() => database.transaction(work)),
    snapshot: (work) => patiently(() => database.snapshot(work)),
    position: (at) => patiently(() => database.position(at)),
    transact: (transaction) => takeTurn(() => database.transact(transaction)),
    failureOf: (error) => database.failureOf(error),
    close: () => database.close(),
  }
}

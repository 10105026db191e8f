import { claimStatements } from './claim-statements.ts'
import type { SqliteConnection } from './connection.ts'
import { flushStatements } from './flush-statements.ts'
import { loadStatements } from './load-statements.ts'

/** The statements of the hot path, prepared once per connection. */
export function prepareStatements(connection: SqliteConnection) {
  return {
    begin: connection.prepare('BEGIN IMMEDIATE'),
    commit: connection.prepare('COMMIT'),
    rollback: connection.prepare('ROLLBACK'),
    ...claimStatements(connection),
    ...loadStatements(connection),
    ...flushStatements(connection),
  }
}

export type Statements = ReturnType<typeof prepareStatements>

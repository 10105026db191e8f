import type { SqliteConnection } from './connection.ts'
import type { Statements } from './statements.ts'

/**
 * BEGIN IMMEDIATE, `work`, then COMMIT or ROLLBACK, as `work` answers. Whatever it throws is thrown after a rollback.
 * Synchronous: nothing else of the process runs in between.
 */
export function inTransaction(
  connection: SqliteConnection,
  statements: Statements,
  work: () => boolean,
): void {
  try {
    statements.begin.run()
    if (work()) statements.commit.run()
    else statements.rollback.run()
  } catch (error) {
    if (connection.inTransaction) statements.rollback.run()
    throw error
  }
}

import type { SqliteConnection } from './connection.ts'
import type { FileGuard } from './file-guard.ts'
import type { Statements } from './statements.ts'

/** What a transaction runs on. */
export interface Session {
  readonly connection: SqliteConnection
  readonly statements: Statements
  readonly guard: FileGuard
}

/**
 * BEGIN IMMEDIATE, `work`, then COMMIT or ROLLBACK, as `work` answers. Whatever it throws is thrown after a rollback.
 * Synchronous: nothing else of the process runs in between.
 * @throws HaltError if the file is lost, also if that shows only after the COMMIT: what was written there counts for nothing.
 */
export function inTransaction({ connection, statements, guard }: Session, work: () => boolean): void {
  guard.check()
  try {
    statements.begin.run()
    guard.locked()
    if (work()) {
      guard.checkLocked()
      statements.commit.run()
    } else statements.rollback.run()
  } catch (error) {
    if (connection.inTransaction) statements.rollback.run()
    guard.check()
    throw error
  }
  guard.check()
}

import { MIGRATIONS_TABLE, pendingMigrations, tablesMissing } from '../migrations.ts'
import type { SqliteConnection } from './connection.ts'

/** Creates or upgrades the tables. Processes that start at once wait for each other. */
export function migrate(connection: SqliteConnection): void {
  if (isCurrent(connection)) return
  connection
    .transaction(() => {
      connection.exec(
        `CREATE TABLE IF NOT EXISTS ${MIGRATIONS_TABLE} (hash TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT`,
      )
      for (const { sql, hash, folderMillis } of pendingMigrations(
        'sqlite',
        newest(connection),
        connection.name,
      )) {
        for (const statement of sql) connection.exec(statement)
        connection.prepare(`INSERT INTO ${MIGRATIONS_TABLE} VALUES (?, ?)`).run(hash, folderMillis)
      }
    })
    .immediate()
}

/** For a connection that may only read. @throws HaltError if the tables are missing, older or newer. */
export function requireCurrent(connection: SqliteConnection): void {
  if (!isCurrent(connection)) throw tablesMissing(connection.name)
}

/** Without a write lock, so that a database which others write can be opened at any time. */
function isCurrent(connection: SqliteConnection): boolean {
  const table = connection.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(MIGRATIONS_TABLE)
  return table !== undefined && pendingMigrations('sqlite', newest(connection), connection.name).length === 0
}

function newest(connection: SqliteConnection): number | null {
  const row = connection.prepare<[], { newest: number | null }>(
    `SELECT max(created_at) AS newest FROM ${MIGRATIONS_TABLE}`,
  )
  return row.get()?.newest ?? null
}

import { chmodSync, copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import type { SqliteConnection } from './connection.ts'

/** How often to begin anew when a writer comes in between. */
const ATTEMPTS = 3

/**
 * Opens a copy of a database that lies where nothing may be written. SQLite can't read a file in WAL mode there unless somebody has
 * left its index (`-shm`), and without that index nobody is writing it. The copy lies in the folder for temporary files, and is
 * gone with the connection. Null: the file is being written.
 */
export function openCopy(path: string): SqliteConnection | null {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const before = stateOf(path)
    const folder = mkdtempSync(join(tmpdir(), 'axon-read-'))
    try {
      const copy = join(folder, 'copy.db')
      for (const end of ['', '-wal']) {
        if (stateOf(path + end) === '') continue
        copyFileSync(path + end, copy + end)
        chmodSync(copy + end, 0o600)
      }
      if (stateOf(`${path}-shm`) !== '' || stateOf(path) !== before) continue
      return opened(copy)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return null
}

/** With all of it in one file that may be removed while it is open. */
function opened(copy: string): SqliteConnection {
  new BetterSqlite3(copy).exec('PRAGMA journal_mode = DELETE').close()
  const connection = new BetterSqlite3(copy, { readonly: true })
  // Opens the file for good: SQLite looks for it by its name until the first question.
  connection.pragma('schema_version')
  return connection
}

/** Changes with every write; empty where there is no file. */
function stateOf(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats ? `${stats.ino} ${stats.size} ${stats.mtimeNs}` : ''
}

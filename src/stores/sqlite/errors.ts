import BetterSqlite3 from 'better-sqlite3'
import { HaltError } from '../../domain/halt-error.ts'
import type { StoreFailure } from '../../pipeline/store.ts'

/** Result codes by what they mean (FAULTS, *Database*); extended codes (`SQLITE_BUSY_SNAPSHOT`) go with their base. */
const FAILURES: readonly [pattern: RegExp, failure: StoreFailure][] = [
  [/^SQLITE_(BUSY|LOCKED|FULL|IOERR|NOMEM|PROTOCOL)/, 'outage'],
  [/^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/, 'data'],
]

/** Matched against `code: message`. */
const CURES: readonly [pattern: RegExp, says: string][] = [
  [/^SQLITE_(READONLY|PERM|AUTH)/, 'it is read-only: make the file and its folder writable'],
  [/^SQLITE_CORRUPT/, 'it is damaged: restore it from a backup'],
  [/^SQLITE_NOTADB/, 'it is not a SQLite database: name another file'],
  [
    /^SQLITE_CANTOPEN/,
    'it cannot be opened: check that it is a file in a folder that exists, and that both may be written',
  ],
  [/^SQLITE_IOERR/, 'the disk failed, or it is no ordinary file: look at the disk, or name another file'],
  [
    /no such (table|column)/,
    'a table of it is missing or damaged: restore it from a backup, or name another file',
  ],
  [/table .* already exists/, 'it holds other tables of that name: name another file'],
  [/^SQLITE_FULL/, 'the disk is full: make room and run the same command again'],
  [/^SQLITE_(BUSY|LOCKED)/, 'another process holds it: wait for it or stop it'],
]

/** What an error of better-sqlite3 means for the transaction it happened in. */
export function failureOf(error: unknown): StoreFailure {
  if (!(error instanceof BetterSqlite3.SqliteError)) return 'fatal'
  return FAILURES.find(([pattern]) => pattern.test(error.code))?.[1] ?? 'fatal'
}

/** The error as one line for the user, where it is one that only the user can cure; else the error itself. */
export function haltErrorOf(error: unknown, path: string): unknown {
  if (error instanceof TypeError && /directory does not exist/.test(error.message)) {
    const problem = 'its folder does not exist: make it, or name another file'
    return new HaltError('DATABASE_UNUSABLE', { database: path, problem })
  }
  if (!(error instanceof BetterSqlite3.SqliteError)) return error
  const { code, message } = error
  const cure = CURES.find(([pattern]) => pattern.test(`${code}: ${message}`))?.[1]
  if (!cure) return error
  const facts = { database: path, problem: cure, found: `${code}: ${message}` }
  return new HaltError('DATABASE_UNUSABLE', facts, { cause: error })
}

/** Whether a file, or the folder beside it, could not be written, which does not keep it from being read. */
export function isNotWritable(error: unknown): boolean {
  const cause = error instanceof HaltError ? error.cause : error
  return cause instanceof BetterSqlite3.SqliteError && /^SQLITE_(READONLY|CANTOPEN|PERM)/.test(cause.code)
}

import { existsSync } from 'node:fs'
import BetterSqlite3 from 'better-sqlite3'
import { HaltError } from '../../domain/halt-error.ts'
import type { OpenOptions } from '../open-options.ts'
import { haltErrorOf } from './errors.ts'
import type { SqliteUrl } from './sqlite-url.ts'

export type SqliteConnection = BetterSqlite3.Database

/** How long a transaction waits for another process's before it is an outage to be retried. */
const BUSY_TIMEOUT_MS = 5_000

/** Page cache. Random user ids touch many pages of the unique indexes; a larger one gains nothing (docs/performance.md). */
const CACHE_KIB = 24 * 1024

/** Pages in the WAL before a checkpoint: frequent ones cost up to 3 times the throughput with random ids; a large one keeps the commit that does it waiting. */
const CHECKPOINT_PAGES = 8_000

/** Of a replay: a page that changes in several batches goes to its place once (docs/performance.md, *Growth*). */
const CHECKPOINT_PAGES_IN_BULK = 64_000

/**
 * Opens the file.
 * @throws HaltError if it can't be used.
 */
export function openConnection(
  { path, synchronous }: SqliteUrl,
  { readOnly = false, isBulk = false }: OpenOptions = {},
): SqliteConnection {
  try {
    if (readOnly) return openReadOnly(path)
    const connection = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS })
    connection.pragma('journal_mode = WAL')
    connection.pragma(`synchronous = ${synchronous}`)
    connection.pragma(`cache_size = -${CACHE_KIB}`)
    connection.pragma(`wal_autocheckpoint = ${isBulk ? CHECKPOINT_PAGES_IN_BULK : CHECKPOINT_PAGES}`)
    connection.pragma('temp_store = MEMORY')
    return connection
  } catch (error) {
    throw haltErrorOf(error, path)
  }
}

function openReadOnly(path: string): SqliteConnection {
  if (!existsSync(path)) throw new HaltError('DATABASE_NOT_FOUND', { database: path })
  return new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS, readonly: true, fileMustExist: true })
}

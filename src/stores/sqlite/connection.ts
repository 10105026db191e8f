import { existsSync } from 'node:fs'
import BetterSqlite3 from 'better-sqlite3'
import { HaltError } from '../../domain/halt-error.ts'
import { haltErrorOf } from './errors.ts'

export type SqliteConnection = BetterSqlite3.Database

/** How long a transaction waits for another process's before it is an outage to be retried. */
const BUSY_TIMEOUT_MS = 5_000

/** Page cache. Random user ids touch many pages of the unique indexes; a page read again is a page not written twice. */
const CACHE_KIB = 48 * 1024

/** Pages in the WAL before a checkpoint: frequent ones cost up to 3 times the throughput with random ids. */
const CHECKPOINT_PAGES = 8_000

const SYNCHRONOUS = ['full', 'normal', 'off', 'extra']

/**
 * Opens `sqlite:PATH[?synchronous=normal]` or `sqlite::memory:`. Commits are durable (`synchronous=FULL`) unless the URL says
 * otherwise. Throws {@link HaltError}: exit 2 for a wrong URL, 1 for a file that can't be used.
 */
export function openConnection(url: string, readOnly = false): SqliteConnection {
  const { path, synchronous } = parseUrl(url)
  try {
    if (readOnly) return openReadOnly(path)
    const connection = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS })
    connection.pragma('journal_mode = WAL')
    connection.pragma(`synchronous = ${synchronous}`)
    connection.pragma(`cache_size = -${CACHE_KIB}`)
    connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
    connection.pragma('temp_store = MEMORY')
    return connection
  } catch (error) {
    throw haltErrorOf(error, path)
  }
}

function openReadOnly(path: string): SqliteConnection {
  if (!existsSync(path)) throw new HaltError(`database ${path}: the file is not there yet`)
  return new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS, readonly: true, fileMustExist: true })
}

function parseUrl(url: string): { path: string; synchronous: string } {
  const [path = '', query = ''] = url.slice('sqlite:'.length).split('?', 2)
  const parameters = new URLSearchParams(query)
  const synchronous = parameters.get('synchronous')?.toLowerCase() ?? 'full'
  const unknown = [...parameters.keys()].find((name) => name !== 'synchronous')
  if (path.startsWith('//') && !path.startsWith('///'))
    throw new HaltError(`database URL ${url}: write sqlite:PATH, without //`, 2)
  if (path === '') throw new HaltError(`database URL ${url} names no file: write sqlite:PATH`, 2)
  if (unknown) throw new HaltError(`database URL ${url}: unknown parameter ${unknown}; known: synchronous`, 2)
  if (!SYNCHRONOUS.includes(synchronous)) {
    throw new HaltError(`database URL ${url}: synchronous must be one of ${SYNCHRONOUS.join(', ')}`, 2)
  }
  return { path, synchronous }
}

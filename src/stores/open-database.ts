import { HaltError } from '../domain/halt-error.ts'
import type { Database } from './database.ts'

/** Used when neither `--database` nor `DATABASE_URL` names one (CONTRACT §4). */
export const DEFAULT_DATABASE_URL = 'sqlite:axon.db'

export interface OpenOptions {
  /** Nothing is written, no file and no table created: what is not there yet is an error. */
  readonly readOnly?: boolean
}

/**
 * Opens the database that the URL names, creating or upgrading its tables. Only its driver is loaded.
 * Throws {@link HaltError}: exit 2 for a URL of no known form, 1 for a database that can't be used.
 */
export async function openDatabase(url: string, { readOnly = false }: OpenOptions = {}): Promise<Database> {
  if (url.startsWith('sqlite:')) {
    const { SqliteDatabase } = await import('./sqlite/sqlite-database.ts')
    return SqliteDatabase.open(url, readOnly)
  }
  if (/^postgres(ql)?:\/\//.test(url)) {
    const { PostgresDatabase } = await import('./postgres/postgres-database.ts')
    return PostgresDatabase.open(url, readOnly)
  }
  throw new HaltError(
    `database URL ${JSON.stringify(schemeOf(url))}… is of no known form: write sqlite:PATH, sqlite::memory: or postgres://user@host/name`,
    2,
  )
}

/** No more than the scheme is shown: the rest may hold a password. */
function schemeOf(url: string): string {
  return url.slice(0, Math.max(0, url.indexOf(':') + 1) || 8)
}

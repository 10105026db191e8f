import { HaltError } from '../domain/halt-error.ts'
import type { PostgresUrl } from './postgres/postgres-url.ts'
import type { SqliteUrl } from './sqlite/sqlite-url.ts'

/** Used when neither `--database` nor `DATABASE_URL` names one (CONTRACT §4). */
export const DEFAULT_DATABASE_URL = 'sqlite:axon.db'

/** Which database is meant, read once: nobody else looks into the text. */
export type DatabaseUrl = SqliteUrl | PostgresUrl

/**
 * Reads a database URL. Only its driver is loaded, nothing is opened.
 * @throws HaltError for a URL of no known form.
 */
export async function parseDatabaseUrl(text: string): Promise<DatabaseUrl> {
  if (text.startsWith('sqlite:')) {
    const { SqliteUrl } = await import('./sqlite/sqlite-url.ts')
    return new SqliteUrl(text)
  }
  if (/^postgres(ql)?:\/\//.test(text)) {
    const { PostgresUrl } = await import('./postgres/postgres-url.ts')
    return new PostgresUrl(text)
  }
  const problem = `database URL ${JSON.stringify(schemeOf(text))}… is of no known form: write sqlite:PATH, sqlite::memory: or postgres://user@host/name`
  throw new HaltError('DATABASE_URL_UNUSABLE', { problem })
}

/** No more than the scheme is shown: the rest may hold a password. */
function schemeOf(text: string): string {
  return text.slice(0, Math.max(0, text.indexOf(':') + 1) || 8)
}

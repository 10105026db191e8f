import { HaltError } from '../domain/halt-error.ts'
import type { PostgresUrl } from './postgres/postgres-url.ts'
import type { SqliteUrl } from './sqlite/sqlite-url.ts'

/** Used when neither `--database` nor `DATABASE_URL` names one (CONTRACT §4). */
export const DEFAULT_DATABASE_URL = 'sqlite:axon.db'

/** Which database is meant, read once: nobody else looks into the text. */
export type DatabaseUrl = SqliteUrl | PostgresUrl

/**
 * Reads a database URL: blanks, line ends and a BOM around it come from files and are not meant; capitals in its scheme make no
 * difference. Only its driver is loaded, nothing is opened.
 * @throws HaltError for a URL of no known form.
 */
export async function parseDatabaseUrl(given: string): Promise<DatabaseUrl> {
  const trimmed = given.trim()
  const [scheme = ''] = /^[a-z]+:/i.exec(trimmed) ?? []
  const text = scheme.toLowerCase() + trimmed.slice(scheme.length)
  if (/[\0-\x1f\x7f]/.test(text))
    throw unusable('holds a line break or another control character: write it on one line')
  if (/^(["'`]).*\1$/.test(text)) throw unusable('stands in quotation marks: write it without them')
  if (text.startsWith('sqlite:')) {
    const { SqliteUrl } = await import('./sqlite/sqlite-url.ts')
    return new SqliteUrl(text)
  }
  if (/^postgres(ql)?:\/\//.test(text)) {
    const { PostgresUrl } = await import('./postgres/postgres-url.ts')
    return new PostgresUrl(text)
  }
  throw unusable(
    `${JSON.stringify(schemeOf(text))}… is of no known form: write sqlite:PATH, sqlite::memory: or postgres://user@host/name`,
  )
}

const unusable = (problem: string): HaltError =>
  new HaltError('DATABASE_URL_UNUSABLE', { problem: `database URL ${problem}` })

/** No more than the scheme is shown: the rest may hold a password. */
function schemeOf(text: string): string {
  return text.slice(0, Math.max(0, text.indexOf(':') + 1) || 8)
}

import pg from 'pg'
import { HaltError } from '../../domain/halt-error.ts'
import type { StoreFailure } from '../../pipeline/store.ts'
import { decodedPercent } from '../decoded-percent.ts'
import { failureOf } from './errors.ts'

const SSL_MODES = ['disable', 'require', 'verify-ca', 'verify-full', 'no-verify']

/** A name that can't be resolved at the start is rather a wrong one than an outage. */
const UNKNOWN_HOST = ['ENOTFOUND', 'EAI_AGAIN']

/**
 * `postgres://user:password@host:port/database?parameters`. Parameters have libpq's meaning: `sslmode=require` encrypts and
 * checks the certificate only if `sslrootcert` is given, `verify-ca` and `verify-full` check it; `options=-c name=value` sets
 * settings; `host` may be a folder of sockets. `search_path` (or `schema`) is short for that setting. There is no `prefer`: nothing falls
 * back to plain text.
 */
export class PostgresUrl {
  readonly kind = 'postgres'
  readonly isInMemory = false
  /** As the user may see it: user, host, port and database, nothing else. */
  readonly displayUrl: string
  /** Passwords, as they are written and as they are: they are never shown. */
  readonly secrets: readonly string[]
  /** `connect_timeout`, if given. */
  readonly connectTimeoutMs: number | undefined
  readonly #base: string
  readonly #parameters: URLSearchParams

  /** @throws HaltError if it can't be read. */
  constructor(text: string) {
    const [base = '', query = ''] = text.split(/\?(.*)/s, 2)
    const parameters = new URLSearchParams(query)
    checkDelimiters(base, parameters)
    setSslMode(parameters)
    this.#base = base
    this.#parameters = parameters
    this.displayUrl = displayUrlOf(this.connectionString())
    const seconds = Number(parameters.get('connect_timeout') ?? Number.NaN)
    this.connectTimeoutMs = seconds > 0 ? seconds * 1000 : undefined
    const written = URL.canParse(text) ? new URL(text).password : ''
    this.secrets = [
      written,
      decodedPercent(written),
      parameters.get('password') ?? '',
      process.env.PGPASSWORD ?? '',
    ].filter((secret) => secret !== '')
  }

  /** For the driver. `settings` (`name=value`) are defaults that the URL's own win over. */
  connectionString(settings: readonly string[] = []): string {
    const parameters = new URLSearchParams(this.#parameters)
    const searchPath = parameters.get('search_path') ?? parameters.get('schema')
    const given = searchPath === null ? [] : [`search_path=${searchPath}`]
    const options = [...settings, ...given].map((setting) => `-c ${setting.replace(/[\\\s]/g, '\\$&')}`)
    parameters.set('options', [...options, parameters.get('options') ?? ''].join(' ').trim())
    return `${this.#base}?${parameters}`
  }

  /** What an error means while there is no open database yet. */
  failureBeforeOpen(error: unknown): StoreFailure {
    const { code = '' } = (error ?? {}) as NodeJS.ErrnoException
    return UNKNOWN_HOST.includes(code) ? 'fatal' : failureOf(error)
  }
}

/** A password with a bare delimiter would be cut in two, and its parts taken for a host or a database. */
function checkDelimiters(base: string, parameters: URLSearchParams): void {
  const [, afterAuthority = ''] = base.split(/^[a-z]+:\/\/[^/]*/)
  const isCut =
    base.includes('#') ||
    afterAuthority.includes('@') ||
    [...parameters.keys()].some((key) => /[@/:]/.test(key))
  if (isCut) throw malformed('write %23, %2F, %3F and %40 for #, /, ? and @ in a password')
}

function setSslMode(parameters: URLSearchParams): void {
  const mode = parameters.get('sslmode')
  if (mode !== null && !SSL_MODES.includes(mode)) {
    throw malformed(`sslmode must be one of ${SSL_MODES.join(', ')}`)
  }
  if (mode === 'no-verify') {
    parameters.set('sslmode', 'require')
    parameters.delete('sslrootcert')
  }
  if (mode === 'verify-ca' && !parameters.has('sslrootcert'))
    throw malformed('sslmode=verify-ca needs sslrootcert')
  // Without it the driver warns on stderr that it takes require and verify-ca for verify-full.
  if (mode !== null) parameters.set('uselibpqcompat', 'true')
}

function displayUrlOf(connectionString: string): string {
  try {
    const { user, host, port, database } = new pg.Client({ connectionString })
    const name = encodeURIComponent(database ?? '')
    const isFolder = host.startsWith('/')
    const shownHost = isFolder ? '' : host.includes(':') ? `[${host}]` : host
    return `postgres://${user ?? ''}@${shownHost}:${port}/${name}${isFolder ? `?host=${host}` : ''}`
  } catch (error) {
    const { code, path, message } = error as NodeJS.ErrnoException
    if (path !== undefined) throw malformed(`${path} can't be read (${code})`)
    throw malformed(
      /invalid url/i.test(message) ? 'write postgres://user:password@host:port/database' : message,
    )
  }
}

const malformed = (why: string) =>
  new HaltError('DATABASE_URL_UNUSABLE', { problem: `the database URL (postgres://…) can't be used: ${why}` })

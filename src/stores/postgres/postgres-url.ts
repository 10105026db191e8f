import pg from 'pg'
import { HaltError } from '../../domain/halt-error.ts'
import { hostAndPort } from '../../domain/host-and-port.ts'
import type { StoreFailure } from '../../pipeline/store.ts'
import { decodedPercent } from '../decoded-percent.ts'
import { failureOf } from './errors.ts'
import type { Settings } from './session/settings.ts'
import { type Tls, tlsAttempts } from './session/tls-attempts.ts'
import { checkParameters, settingsOf } from './session/url-parameters.ts'

/** A name that can't be resolved at the start is rather a wrong one than an outage. */
const UNKNOWN_HOST = ['ENOTFOUND', 'EAI_AGAIN']

/** What the driver itself is told; all else is ours to do. */
const FOR_THE_DRIVER = ['user', 'password', 'host', 'port', 'application_name', 'sslnegotiation']

/**
 * `postgres://user:password@host:port/database?parameters`, with libpq's meaning of the parameters (docs/database-url.md) and of its
 * `PG…` variables. `host` may be a folder of sockets.
 */
export class PostgresUrl {
  readonly kind = 'postgres'
  readonly isInMemory = false
  /** As the user may see it: user, host, port and database, nothing else. */
  readonly displayUrl: string
  /** Passwords, as they are written and as they are: they are never shown. */
  readonly secrets: readonly string[]
  /** For the driver. */
  readonly connectionString: string
  /** Ways to connect, in the order in which to try them. */
  readonly tls: readonly Tls[]
  /** What every transaction is to be set to. */
  readonly settings: Settings
  /** `connect_timeout`, if given. */
  readonly connectTimeoutMs: number | undefined

  /** @throws HaltError if it can't be read, or asks for something unknown. */
  constructor(text: string) {
    const [base = '', query = ''] = text.split(/\?(.*)/s, 2)
    const parameters = new URLSearchParams(query)
    checkDelimiters(base, parameters)
    const forDriver = [...parameters].filter(([name]) => FOR_THE_DRIVER.includes(name))
    this.connectionString = `${base}?${new URLSearchParams(forDriver)}`
    try {
      checkParameters(parameters)
      this.settings = settingsOf(parameters, process.env)
      this.tls = tlsAttempts(parameters, process.env)
      const client = parsed(this.connectionString)
      // A socket of this machine needs none, and takes none.
      if (client.host.startsWith('/')) this.tls = [false]
      this.displayUrl = displayUrlOf(client)
    } catch (error) {
      const { code, path, message } = error as NodeJS.ErrnoException
      throw malformed(path === undefined ? message : `${path} can't be read (${code})`)
    }
    const seconds = Number(parameters.get('connect_timeout') ?? (process.env.PGCONNECT_TIMEOUT || Number.NaN))
    this.connectTimeoutMs = seconds > 0 ? seconds * 1000 : undefined
    const written = URL.canParse(base) ? new URL(base).password : ''
    this.secrets = [
      written,
      decodedPercent(written),
      parameters.get('password') ?? '',
      process.env.PGPASSWORD ?? '',
    ].filter((secret) => secret !== '')
  }

  /** What an error means while there is no open database yet. */
  failureBeforeOpen(error: unknown): StoreFailure {
    const { code = '' } = (error ?? {}) as NodeJS.ErrnoException
    return UNKNOWN_HOST.includes(code) ? 'fatal' : failureOf(error)
  }
}

/** A password with a bare delimiter would be cut in two, and its parts taken for a host or a database. */
function checkDelimiters(base: string, parameters: URLSearchParams): void {
  const [, afterAuthority = ''] = base.split(/^[a-z]+:\/\/[^/]*/i)
  const isCut =
    base.includes('#') ||
    afterAuthority.includes('@') ||
    [...parameters.keys()].some((key) => /[@/:]/.test(key)) ||
    (!base.includes('@') && [...parameters].some(([key, value]) => key !== 'password' && value.includes('@')))
  if (isCut) throw malformed('write %23, %2F, %3F and %40 for #, /, ? and @ in a password')
}

function displayUrlOf({ user, host, port, database }: pg.Client): string {
  if (host.includes(',')) throw new Error('it names several hosts: name one')
  const name = encodeURIComponent(database ?? '')
  const isFolder = host.startsWith('/')
  return `postgres://${user ?? ''}@${hostAndPort(isFolder ? '' : host, port)}/${name}${isFolder ? `?host=${host}` : ''}`
}

function parsed(connectionString: string): pg.Client {
  try {
    return new pg.Client({ connectionString, ssl: {} })
  } catch (error) {
    const { message } = error as Error
    throw new Error(
      /invalid url/i.test(message) ? 'write postgres://user:password@host:port/database' : message,
    )
  }
}

const malformed = (why: string) =>
  new HaltError('DATABASE_URL_UNUSABLE', { problem: `the database URL (postgres://…) can't be used: ${why}` })

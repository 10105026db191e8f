import type { pino } from 'pino'
import type { OutcomeListener } from '../pipeline/pipeline-event.ts'
import { createLog } from './create-log.ts'
import type { LogFormat } from './log-format.ts'
import type { LogTarget } from './log-stream.ts'
import { shownError } from './shown-error.ts'
import { withoutSecrets } from './without-secrets.ts'

/** Requests that are logged in a second; of those beyond, how many there were. */
const MAX_REQUESTS_PER_SECOND = 50
/** A database that is away fails many times a second. */
const RETRY_LINE_EVERY_MS = 1_000

export interface ServeLogOptions {
  readonly format?: LogFormat
  /** Default: stderr. */
  readonly target?: LogTarget
  /** Values that must never be shown. */
  readonly secrets?: readonly string[]
}

/** A request as the access log shows it: no query, no token, no whole address. */
export interface LoggedRequest {
  readonly requestId: string
  readonly method: string
  /** Without its query. */
  readonly path: string
  readonly route: string
  readonly status: number
  readonly outcome: string
  readonly ms: number
  /** Cut to its network. */
  readonly network: string
}

/** The log of `axon serve`: what an operator may have to explain later, and requests, sampled where they are many. */
export class ServeLog {
  readonly #log: pino.Logger
  readonly #secrets: readonly string[]
  readonly #second: NodeJS.Timeout
  readonly #left = new Map<string, number>()
  #logged = 0
  #retriesSince = Number.NEGATIVE_INFINITY
  /** Who found the database away: a batch that could not be written, or a look at it. */
  #away: 'batch' | 'look' | null = null

  constructor({ format, target = process.stderr, secrets = [] }: ServeLogOptions = {}) {
    this.#log = createLog(format, target)
    this.#secrets = secrets
    this.#second = setInterval(() => this.#endSecond(), 1_000).unref()
  }

  write(level: 'info' | 'warn' | 'error', event: string, message: string, fields: object = {}): void {
    this.#log[level]({ event, ...fields }, withoutSecrets(message, this.#secrets))
  }

  /** Outages of the database, and their ends. */
  readonly listen: OutcomeListener = (event) => {
    if (event.type === 'batch-committed') {
      this.#endOutage('the database takes requests again')
      return
    }
    const now = performance.now()
    if (now - this.#retriesSince < RETRY_LINE_EVERY_MS) return
    this.#retriesSince = now
    this.#away = 'batch'
    const error = shownError(event.error, this.#secrets)
    this.write('warn', 'database-away', `database: ${error}; retry ${event.attempt}`, {
      attempt: event.attempt,
    })
  }

  /** What a look at the database found, null if it answers: outages that begin while nothing is written show in nothing else. */
  readonly look = (failure: string | null): void => {
    if (failure === null) {
      // One that can be read may still take nothing: the next batch tells.
      if (this.#away === 'look') this.#endOutage('the database answers again')
    } else if (this.#away === null) {
      this.#away = 'look'
      this.write('warn', 'database-away', failure)
    }
  }

  #endOutage(message: string): void {
    if (this.#away !== null) this.write('info', 'database-back', message)
    this.#away = null
  }

  /** `told` is asked only of a request that is written. */
  request(status: number, outcome: string, told: () => LoggedRequest): void {
    if (this.#logged >= MAX_REQUESTS_PER_SECOND) {
      const kind = `${status} ${outcome}`
      this.#left.set(kind, (this.#left.get(kind) ?? 0) + 1)
      return
    }
    this.#logged += 1
    const request = told()
    const { method, path, ms } = request
    this.#log.info({ event: 'request', ...request }, `${method} ${path} ${status} ${outcome} ${ms} ms`)
  }

  close(): void {
    clearInterval(this.#second)
    this.#endSecond()
    this.#log.flush()
  }

  #endSecond(): void {
    this.#logged = 0
    if (this.#left.size === 0) return
    const requests = Object.fromEntries(this.#left)
    const count = [...this.#left.values()].reduce((sum, value) => sum + value, 0)
    this.#left.clear()
    this.#log.info({ event: 'requests', requests }, `${count} more requests in this second`)
  }
}

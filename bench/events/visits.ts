import { openLoop } from '../serve/open-loop.ts'
import { RawConnection } from '../serve/raw-connection.ts'

const ETAG = /^etag: (.+)$/im

/** What pages were told. */
export interface Visits {
  readonly statuses: ReadonlyMap<number | 'none', number>
  /** From the instant at which a page was to ask, ms. */
  readonly latencies: readonly number[]
  readonly bodyBytes: number
  readonly seconds: number
  /** How late the generator itself was at worst, ms. */
  readonly generatorLateMs: number
}

/** Pages of users, each of which knows the tag of what it has. They share some connections, as through a proxy. */
export class Pages {
  readonly #server: URL
  readonly #head: string
  readonly #tokens: readonly string[]
  readonly #connections: number
  readonly #tags: (string | undefined)[] = []
  #statuses = new Map<number | 'none', number>()
  #latencies: number[] = []
  #bodyBytes = 0

  /** `tokens`: one for each user. */
  constructor(url: string, siteKey: string, tokens: readonly string[], connections: number) {
    this.#server = new URL(url)
    this.#head = `GET /v1/events/active?site=${siteKey} HTTP/1.1\r\nhost: ${this.#server.host}\r\n`
    this.#tokens = tokens
    this.#connections = connections
  }

  /** Every user comes once, on each connection one after the other. */
  async all(): Promise<Visits> {
    const startedAt = this.#start()
    let next = 0
    const onOne = (): Promise<void> =>
      new Promise((resolve, reject) => {
        const connection = new RawConnection(this.#server, reject)
        const visit = (): void => {
          const [user, askedAt] = [next++, performance.now()]
          if (user < this.#tokens.length)
            connection.ask(this.#requestOf(user), (status, body, head) => {
              this.#hear(user, status, body, head, performance.now() - askedAt)
              visit()
            })
          else {
            connection.end()
            resolve()
          }
        }
        visit()
      })
    await Promise.all(Array.from({ length: this.#connections }, onOne))
    return this.#visits(startedAt, 0)
  }

  /** Random users come at a constant rate, whether or not those before were answered (no coordinated omission). */
  async atRate(perSecond: number, seconds: number): Promise<Visits> {
    const startedAt = this.#start()
    const users = Array.from({ length: perSecond * seconds }, () =>
      Math.floor(Math.random() * this.#tokens.length),
    )
    const requests = { length: users.length, at: (index: number) => this.#requestOf(users[index]!) }
    const { lateMs, lost } = await openLoop(this.#server.href, requests, {
      rate: perSecond,
      connections: this.#connections,
      onAnswer: (index, status, body, sinceDueMs, head) =>
        this.#hear(users[index]!, status, body, head, sinceDueMs),
    })
    const none = Object.values(lost).reduce((sum, count) => sum + count, 0)
    if (none > 0) this.#statuses.set('none', none)
    return this.#visits(startedAt, lateMs)
  }

  #start(): number {
    this.#statuses = new Map()
    this.#latencies = []
    this.#bodyBytes = 0
    return performance.now()
  }

  #visits(startedAt: number, generatorLateMs: number): Visits {
    const seconds = (performance.now() - startedAt) / 1_000
    const statuses = this.#statuses
    return { statuses, latencies: this.#latencies, bodyBytes: this.#bodyBytes, seconds, generatorLateMs }
  }

  #requestOf(user: number): string {
    const tag = this.#tags[user]
    const known = tag === undefined ? '' : `if-none-match: ${tag}\r\n`
    return `${this.#head}authorization: ${this.#tokens[user]!}\r\n${known}\r\n`
  }

  #hear(user: number, status: number, body: string, head: string, latencyMs: number): void {
    const tag = ETAG.exec(head)?.[1]
    if (tag !== undefined) this.#tags[user] = copyOf(tag)
    this.#bodyBytes += body.length
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1)
    this.#latencies.push(latencyMs)
  }
}

/** A part of a string keeps the whole alive, here all that was ever answered, and each collection takes time in proportion. */
const copyOf = (part: string): string => Buffer.from(part, 'latin1').toString('latin1')

import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'undici'

const ANSWER_WITHIN_MS = 10_000

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

/** Pages of users, each of which knows the tag of what it has. */
export class Pages {
  readonly #server: Pool
  readonly #path: string
  readonly #tokens: readonly string[]
  readonly #tags: (string | undefined)[] = []
  #statuses = new Map<number | 'none', number>()
  #latencies: number[] = []
  #bodyBytes = 0

  /** `tokens`: one for each user. */
  constructor(server: Pool, siteKey: string, tokens: readonly string[]) {
    this.#server = server
    this.#path = `/v1/events/active?site=${siteKey}`
    this.#tokens = tokens
  }

  /** Every user comes once; so many at a time. */
  async all(atOnce: number): Promise<Visits> {
    const startedAt = this.#start()
    let next = 0
    const work = async (): Promise<void> => {
      while (next < this.#tokens.length) await this.#visit(next++, performance.now())
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    return this.#visits(startedAt, 0)
  }

  /** Random users come at a constant rate, whether or not those before were answered (no coordinated omission). */
  async atRate(perSecond: number, seconds: number): Promise<Visits> {
    const startedAt = this.#start()
    const count = perSecond * seconds
    const visits: Promise<void>[] = []
    let generatorLateMs = 0
    while (visits.length < count) {
      const now = performance.now()
      const due = Math.min(count, Math.floor(((now - startedAt) / 1_000) * perSecond) + 1)
      while (visits.length < due) {
        const dueAt = startedAt + (visits.length / perSecond) * 1_000
        generatorLateMs = Math.max(generatorLateMs, now - dueAt)
        visits.push(this.#visit(Math.floor(Math.random() * this.#tokens.length), dueAt))
      }
      await wait(1)
    }
    await Promise.all(visits)
    return this.#visits(startedAt, generatorLateMs)
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

  async #visit(user: number, dueAt: number): Promise<void> {
    const tag = this.#tags[user]
    let status: number | 'none' = 'none'
    try {
      const { statusCode, headers, body } = await this.#server.request({
        method: 'GET',
        path: this.#path,
        headers: { authorization: this.#tokens[user]!, ...(tag !== undefined && { 'if-none-match': tag }) },
        headersTimeout: ANSWER_WITHIN_MS,
        bodyTimeout: ANSWER_WITHIN_MS,
      })
      this.#bodyBytes += (await body.arrayBuffer()).byteLength
      if (typeof headers.etag === 'string') this.#tags[user] = headers.etag
      status = statusCode
    } catch {
      // Counted as none.
    }
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1)
    this.#latencies.push(performance.now() - dueAt)
  }
}

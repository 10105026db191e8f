import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'undici'
import { type Heard, type LastAnswer, shop } from '../../../bench/sale/shopper.ts'
import type { UserTokens } from '../../../bench/sale/user-tokens.ts'
import type { Strikes } from './strikes.ts'
import { PLENTY, SCARCE } from './trial-shop.ts'

/** An answer that tells of an entry. */
export interface Told {
  readonly activity: number
  readonly userId: number
  readonly status: 200 | 201 | 409
  readonly sequence: number | null
  readonly receipt: string
}

/** The trial ends when all know: this is for a service that never comes back. */
const PATIENCE_MS = 600_000
/** Of those who are rejected, each asks so often. */
const TIMES_REJECTED = 3
const SCARCE_EVERY = 5
/** How far the two clocks of a process may be apart: a retry comes later than that. */
const CLOCKS_MS = 20
/** So many of those who were approved ask once more, as if they had not heard. */
const AGAIN_EVERY = 7
/** What a customer of an open shop may be answered while things break. */
const EXPECTED = [200, 201, 202, 409, 503]

/** Customers who ask one after the other, each until he knows, and remember all that they are told. */
export class Crowd {
  readonly told: Told[] = []
  /** What each user was told last, by activity. */
  readonly last = new Map<number, Map<number, LastAnswer>>([PLENTY, SCARCE].map((id) => [id, new Map()]))
  readonly statuses = new Map<string, number>()
  /** Answers that must not be. */
  readonly wrong: string[] = []
  /** Decisions whose answer did not come. */
  cutOff = 0
  /** Decisions whose COMMIT had no reply, and which the service has found and answered. */
  foundOut = 0
  askedAgain = 0
  /** The slowest answer to a request for an entry, ms. */
  slowestMs = 0
  readonly #isDirect: boolean
  readonly #server: Pool
  readonly #tokens: UserTokens
  readonly #strikes: Strikes
  readonly #customers: Promise<unknown>
  #users = 0
  #isOver = false

  /** `isDirect`: decisions are answered by the process that makes them. */
  constructor(
    { url, isDirect }: { readonly url: string; readonly isDirect: boolean },
    size: number,
    tokens: UserTokens,
    strikes: Strikes,
  ) {
    this.#isDirect = isDirect
    this.#server = new Pool(url, { connections: size })
    this.#tokens = tokens
    this.#strikes = strikes
    this.#customers = Promise.all(Array.from({ length: size }, () => this.#keepComing()))
    this.#customers.catch(() => {})
  }

  get users(): number {
    return this.#users
  }

  /** So many more answers have come. */
  async hasHeard(answers: number): Promise<void> {
    const enough = this.told.length + answers
    while (this.told.length < enough) await Promise.race([wait(5), this.#customers])
  }

  /** Nobody comes any more; ends when all who came know. */
  async end(): Promise<void> {
    this.#isOver = true
    await this.#customers
    await this.#server.destroy()
  }

  async #keepComing(): Promise<void> {
    while (!this.#isOver) {
      this.#users += 1
      const id = this.#users
      const activity = id % SCARCE_EVERY === 0 ? SCARCE : PLENTY
      let last = await this.#ask(id, activity, true)
      if (last.outcome === 'rejected')
        for (let times = 1; times < TIMES_REJECTED; times += 1) last = await this.#ask(id, activity, false)
      else if (id % AGAIN_EVERY === 0) last = await this.#ask(id, activity, false)
      this.last.get(activity)!.set(id, last)
    }
  }

  /** Until he knows. `isFirst`: an approval of a request before this one is news to him. */
  async #ask(id: number, activity: number, isFirst: boolean): Promise<LastAnswer> {
    let unanswered: Heard | null = null
    let [askedAt, requestedAt] = [0, 0]
    const user = { id, token: this.#tokens.of(id), dueAt: performance.now() }
    const wish = { activity, think: [0, 0], patience: PATIENCE_MS } as const
    const last = await shop(this.#server, user, wish, (heard) => {
      this.#hear(heard, id, activity)
      if (heard.method === 'POST') askedAt = performance.timeOrigin + heard.sentAt
      requestedAt = Date.parse(String(heard.body.requestedAt))
      if (typeof heard.answer === 'string' || heard.body.state === 'unknown') unanswered ??= heard
    })
    if (last.requests > 1) this.askedAgain += 1
    // What stands was asked for before his last request: an earlier one was decided, and its answer did not come.
    const isOfEarlier = last.outcome === 'duplicate' || requestedAt < askedAt - CLOCKS_MS
    if (isFirst && last.sequence !== null && isOfEarlier) {
      this.cutOff += 1
      if (unanswered) this.#strikes.hasCutOff(unanswered)
      else this.wrong.push(`user ${id} was told that nothing was taken, and was approved by it`)
    }
    return last
  }

  #hear(heard: Heard, userId: number, activity: number): void {
    const { method, answer, body, sentAt } = heard
    const name = answer === 503 ? `503 ${body.state ?? body.code}` : String(answer)
    this.statuses.set(name, (this.statuses.get(name) ?? 0) + 1)
    if (typeof answer === 'string') return
    if (method === 'POST') this.slowestMs = Math.max(this.slowestMs, performance.now() - sentAt)
    if (!EXPECTED.includes(answer))
      this.wrong.push(`user ${userId} was answered ${answer} ${body.code ?? ''}`)
    if ((answer === 201 || answer === 202) && this.#strikes.isAway(sentAt))
      this.wrong.push(`user ${userId} was answered ${answer} while nothing could be taken`)
    if (answer !== 200 && answer !== 201 && answer !== 409) return
    const { sequence = null, receipt, decidedAt } = body as unknown as Told & { readonly decidedAt: string }
    if (this.#isDirect && answer !== 200 && this.#strikes.isFoundOut(heard, Date.parse(decidedAt)))
      this.foundOut += 1
    this.told.push({ activity, userId, status: answer, sequence, receipt })
  }
}

import { setTimeout as wait } from 'node:timers/promises'

export interface RecentReadOptions<T> {
  /** Reads the database; rejects while it is away. */
  readonly read: () => Promise<T>
  /** How old an answer may be, counted from when its reading began. */
  readonly freshMs: number
  /** How old it may be while a newer one is being read; default: no older. */
  readonly servedMs?: number
  /** How old an answer may be while it can't be read again. */
  readonly keepMs: number
  /** Ms, from whenever; default: a clock that never goes back. */
  readonly now?: () => number
}

export interface RecentAnswer<T> {
  readonly value: T
  /** False while the database is away: things may have changed since. */
  readonly isFresh: boolean
}

/** Whoever misses something makes the database be asked again, but not more often than this. */
const GAP_MS = 100

/** Nobody waits for a reading that has taken longer than this: the database does not answer. */
const PATIENCE_MS = 1_000

/**
 * One question to the database, read once for all who ask: an answer is used again while it is fresh, and while the database is away
 * until it is too old. Nothing is read while nobody asks.
 */
export class RecentRead<T> {
  readonly #options: RecentReadOptions<T>
  readonly #now: () => number
  #last: { readonly value: T; readonly readAtMs: number } | null = null
  #reading: Promise<void> | null = null
  #nextReading: Promise<void> | null = null
  /** After a failure the next reading waits as long as an answer stays fresh. */
  #triedAtMs = Number.NEGATIVE_INFINITY

  constructor(options: RecentReadOptions<T>) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
  }

  /** The answer; null if the database is away and what was read before is too old. Never rejects. */
  async get(): Promise<RecentAnswer<T> | null> {
    const mayTryAgain = this.#now() - this.#triedAtMs > this.#options.freshMs
    const { freshMs, servedMs = freshMs } = this.#options
    if (this.#ageMs() > freshMs && (this.#reading || mayTryAgain)) {
      const reading = this.#read()
      if (this.#ageMs() > servedMs) await patiently(reading, PATIENCE_MS - (this.#now() - this.#triedAtMs))
    }
    return this.#answer()
  }

  /** Like {@link get}, of a reading that begins after it was asked for: for who misses something that may be new. */
  async getNewer(): Promise<RecentAnswer<T> | null> {
    this.#nextReading ??= this.#readNext()
    await patiently(this.#nextReading, PATIENCE_MS)
    return this.#answer()
  }

  /** Of what was read last; null if nothing was. */
  get ageMs(): number | null {
    return this.#last ? this.#ageMs() : null
  }

  #answer(): RecentAnswer<T> | null {
    if (!this.#last || this.#ageMs() > this.#options.keepMs) return null
    return { value: this.#last.value, isFresh: this.#ageMs() <= this.#options.freshMs + PATIENCE_MS }
  }

  #ageMs(): number {
    return this.#last ? this.#now() - this.#last.readAtMs : Number.POSITIVE_INFINITY
  }

  async #readNext(): Promise<void> {
    await this.#reading
    const waitMs = GAP_MS - (this.#now() - this.#triedAtMs)
    if (waitMs > 0) await wait(waitMs)
    this.#nextReading = null
    await this.#read()
  }

  #read(): Promise<void> {
    this.#reading ??= this.#readOnce().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  async #readOnce(): Promise<void> {
    const readAtMs = this.#now()
    this.#triedAtMs = readAtMs
    try {
      this.#last = { value: await this.#options.read(), readAtMs }
    } catch {
      // What was read before stands until it is too old.
    }
  }
}

async function patiently(reading: Promise<void>, patienceMs: number): Promise<void> {
  const late = new AbortController()
  const patience = wait(Math.min(PATIENCE_MS, Math.max(0, patienceMs)), undefined, {
    signal: late.signal,
  }).catch(() => {})
  await Promise.race([reading, patience])
  late.abort()
}

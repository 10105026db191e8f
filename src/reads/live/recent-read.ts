export interface RecentReadOptions<T> {
  /** Reads the database; rejects while it is away. */
  readonly read: () => Promise<T>
  /** How old an answer may be, counted from when its reading began. */
  readonly freshMs: number
  /** How old an answer may be while it can't be read again. */
  readonly keepMs: number
  readonly now?: () => number
}

export interface RecentAnswer<T> {
  readonly value: T
  /** False while the database is away: things may have changed since. */
  readonly isFresh: boolean
}

/** Whoever asks waits no longer than this for a database that does not answer. */
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
  /** After a failure the next reading waits as long as an answer stays fresh. */
  #triedAtMs = Number.NEGATIVE_INFINITY

  constructor(options: RecentReadOptions<T>) {
    this.#options = options
    this.#now = options.now ?? Date.now
  }

  /** The answer; null if the database is away and what was read before is too old. Never rejects. */
  async get(): Promise<RecentAnswer<T> | null> {
    if (this.#ageMs() > this.#options.freshMs) await this.#readAgain()
    if (!this.#last || this.#ageMs() > this.#options.keepMs) return null
    return { value: this.#last.value, isFresh: this.#ageMs() <= this.#options.freshMs + PATIENCE_MS }
  }

  #ageMs(): number {
    return this.#last ? this.#now() - this.#last.readAtMs : Number.POSITIVE_INFINITY
  }

  async #readAgain(): Promise<void> {
    if (!this.#reading) {
      if (this.#now() - this.#triedAtMs <= this.#options.freshMs) return
      this.#triedAtMs = this.#now()
      this.#reading = this.#read(this.#triedAtMs).finally(() => {
        this.#reading = null
      })
    }
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS)
    })
    await Promise.race([this.#reading, patience])
    clearTimeout(timer)
  }

  async #read(readAtMs: number): Promise<void> {
    try {
      this.#last = { value: await this.#options.read(), readAtMs }
    } catch {
      // The answer that was read before stands until it is too old.
    }
  }
}

export interface BucketSize {
  /** How many requests a second come back. */
  readonly perSecond: number
  /** How many at once, after a rest. */
  readonly burst: number
}

/** More than come in while a bucket fills up, and some 100 MB; beyond it newcomers are not counted: a limit must not stop a sale. */
const MOST_BUCKETS = 1_000_000

/**
 * A limit of requests for each user or address, in memory. A bucket is one number: when it will be full again (GCRA). One that is
 * full needs no memory, so nobody's bucket leaves before it is full, however many others come.
 */
export class TokenBuckets<Key extends number | string> {
  readonly #gapMs: number
  readonly #fillMs: number
  readonly #now: () => number
  /** Keys that were touched since the last turn, and those of the turn before: who is in neither has a full bucket. */
  #young = new Map<Key, number>()
  #old = new Map<Key, number>()
  #turnedAtMs: number

  /** `now` gives ms that never go back. */
  constructor({ perSecond, burst }: BucketSize, now: () => number = () => performance.now()) {
    this.#gapMs = 1_000 / perSecond
    this.#fillMs = burst * this.#gapMs
    this.#now = now
    this.#turnedAtMs = now()
  }

  /** Takes one request: 0 if it may pass, else how long until the next one may, in ms. */
  take(key: Key): number {
    const { waitMs, fullAtMs } = this.#next(key)
    if (waitMs > 0) return waitMs
    if (this.#young.size < MOST_BUCKETS || this.#young.has(key)) this.#young.set(key, fullAtMs)
    return 0
  }

  /** What {@link take} would say, without taking one. */
  waitMs(key: Key): number {
    return this.#next(key).waitMs
  }

  #next(key: Key): { readonly waitMs: number; readonly fullAtMs: number } {
    const nowMs = this.#now()
    this.#forgetFullOnes(nowMs)
    const fullAtMs = Math.max(this.#young.get(key) ?? this.#old.get(key) ?? 0, nowMs) + this.#gapMs
    const waitMs = fullAtMs - nowMs - this.#fillMs
    // Sums of fractions are off by less than this.
    return { waitMs: waitMs > 1e-6 ? waitMs : 0, fullAtMs }
  }

  #forgetFullOnes(nowMs: number): void {
    const turns = Math.floor((nowMs - this.#turnedAtMs) / this.#fillMs)
    if (turns === 0) return
    this.#old = turns === 1 ? this.#young : new Map()
    this.#young = new Map()
    this.#turnedAtMs += turns * this.#fillMs
  }

  /** Buckets in memory. */
  get size(): number {
    return this.#young.size + this.#old.size
  }
}

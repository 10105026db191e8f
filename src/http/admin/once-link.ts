import { randomBytes, timingSafeEqual } from 'node:crypto'

/** Whoever reads the terminal opens it within this, ms. */
const COUNTS_MS = 15 * 60_000
const TOKEN_BYTES = 32

/** A link that signs one page in, once: for whoever has the terminal of the service. */
export class OnceLink {
  #token: string | null = randomBytes(TOKEN_BYTES).toString('base64url')
  readonly #until: number
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
    this.#until = now() + COUNTS_MS
  }

  /** Behind the `#`, so that no server and no log is sent it. */
  urlAt(adminUrl: string): string {
    return `${adminUrl}#once=${this.#token}`
  }

  /** True once, for the right token. */
  use(token: string): boolean {
    const [given, own] = [Buffer.from(token), Buffer.from(this.#token ?? '')]
    const isRight = own.length > 0 && given.length === own.length && timingSafeEqual(given, own)
    if (!isRight || this.#now() > this.#until) return false
    this.#token = null
    return true
  }
}

import { setTimeout as wait } from 'node:timers/promises'
import type { Health } from './consume-health.ts'
import { shownError } from './shown-error.ts'

const TIMEOUT_MS = 2_000
const FRESH_MS = 1_000

/**
 * Asks the database whether it answers, for an idle consumer that would not notice. One question at a time, and an answer
 * counts for a second: however many ask, the database hears of few.
 */
export class DatabaseProbe {
  readonly #ask: () => Promise<unknown>
  readonly #secrets: readonly string[]
  #asked: Promise<Health> | undefined
  #askedAt = Number.NEGATIVE_INFINITY
  #isAnswered = true

  /** `ask` fails, or does not end, if the database does not answer. */
  constructor(ask: () => Promise<unknown>, secrets: readonly string[] = []) {
    this.#ask = ask
    this.#secrets = secrets
  }

  /** Answers within two seconds. */
  async answers(): Promise<Health> {
    const isFresh = performance.now() - this.#askedAt < FRESH_MS
    if (!this.#asked || (this.#isAnswered && !isFresh)) this.#asked = this.#askNow()
    const stopWaiting = new AbortController()
    const late = wait(TIMEOUT_MS, undefined, { signal: stopWaiting.signal }).then(
      (): Health => ({ ok: false, reason: `database: no answer within ${TIMEOUT_MS / 1_000} s` }),
    )
    late.catch(() => {}) // the answer was first
    try {
      return await Promise.race([this.#asked, late])
    } finally {
      stopWaiting.abort()
    }
  }

  async #askNow(): Promise<Health> {
    this.#askedAt = performance.now()
    this.#isAnswered = false
    try {
      await this.#ask()
      return { ok: true, reason: 'ok' }
    } catch (error) {
      const text = error instanceof Error ? shownError(error, this.#secrets) : String(error)
      return { ok: false, reason: `database: ${text}` }
    } finally {
      this.#isAnswered = true
    }
  }
}

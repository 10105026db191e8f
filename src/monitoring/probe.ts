import { setTimeout as wait } from 'node:timers/promises'
import type { Health } from './consume-health.ts'
import { shownError } from './shown-error.ts'

const TIMEOUT_MS = 2_000
const FRESH_MS = 1_000

/**
 * Asks the database (or Kafka) whether it answers, for an idle process that would not notice. One question at a time, and an answer
 * counts for a second: however many ask, it hears of few.
 */
export class Probe {
  readonly #ask: () => Promise<unknown>
  readonly #secrets: readonly string[]
  readonly #name: string
  #asked: Promise<Health> | undefined
  #askedAt = Number.NEGATIVE_INFINITY
  #isAnswered = true

  /** `ask` fails, or does not end, if it does not answer. `name`: what reasons call it. */
  constructor(ask: () => Promise<unknown>, secrets: readonly string[] = [], name = 'database') {
    this.#ask = ask
    this.#secrets = secrets
    this.#name = name
  }

  /** Answers within two seconds. */
  async answers(): Promise<Health> {
    const isFresh = performance.now() - this.#askedAt < FRESH_MS
    if (!this.#asked || (this.#isAnswered && !isFresh)) this.#asked = this.#askNow()
    const stopWaiting = new AbortController()
    const late = wait(TIMEOUT_MS, undefined, { signal: stopWaiting.signal }).then(
      (): Health => ({ ok: false, reason: `${this.#name}: no answer within ${TIMEOUT_MS / 1_000} s` }),
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
      return { ok: false, reason: `${this.#name}: ${text}` }
    } finally {
      this.#isAnswered = true
    }
  }
}

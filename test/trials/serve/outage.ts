import { setTimeout as wait } from 'node:timers/promises'
import type { UserTokens } from '../../../bench/sale/user-tokens.ts'
import { PLENTY } from './trial-shop.ts'

const LOOK_EVERY_MS = 50
/** Of users who come for this alone; the crowd has others. */
const FIRST_USER = 1_000_000_000

/** Watches a service from outside while it can take nothing. */
export class Outage {
  static #users = FIRST_USER
  readonly #url: string
  readonly #tokens: UserTokens
  readonly #since = performance.now()
  readonly #noticed: Promise<void>
  /** A request that was sent when it began: what it was answered, and after how long. */
  refusal: { readonly status: number; readonly afterMs: number } | null = null
  /** How long after its begin `/readyz` was 503, ms. */
  notReadyAfterMs = 0
  /** How long after its end the first request was taken, ms. */
  backAfterMs = 0

  constructor(url: string, tokens: UserTokens) {
    this.#url = url
    this.#tokens = tokens
    this.#noticed = Promise.all([this.#refused(), this.#notReady()]).then(() => {})
  }

  /** Ends when a request was answered and `/readyz` says it. */
  hasBeenNoticed(): Promise<void> {
    return this.#noticed
  }

  /** Call when what was away is back: ends when a request is taken. */
  async isOver(): Promise<void> {
    const since = performance.now()
    const isTaken = new AbortController()
    const asking: Promise<void>[] = []
    while (!isTaken.signal.aborted) {
      asking.push(
        this.#enter().then((status) => {
          if (status < 300 && !isTaken.signal.aborted) {
            this.backAfterMs = performance.now() - since
            isTaken.abort()
          }
        }),
      )
      await wait(LOOK_EVERY_MS)
    }
    await Promise.all(asking)
  }

  async #refused(): Promise<void> {
    const status = await this.#enter()
    this.refusal = { status, afterMs: performance.now() - this.#since }
  }

  async #notReady(): Promise<void> {
    while ((await fetch(`${this.#url}/readyz`)).status !== 503) await wait(LOOK_EVERY_MS)
    this.notReadyAfterMs = performance.now() - this.#since
  }

  async #enter(): Promise<number> {
    Outage.#users += 1
    const { status } = await fetch(`${this.#url}/v1/activities/${PLENTY}/entries`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#tokens.of(Outage.#users)}`,
        'content-type': 'application/json',
        prefer: 'wait=0',
      },
      body: '{}',
    })
    return status
  }
}

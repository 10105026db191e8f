import { setTimeout as wait } from 'node:timers/promises'
import { InvalidArgumentError } from 'commander'

const MOST_PER_SECOND = 1_000_000
/** After a pause (a broker was away) no more than this is caught up on, ms. */
const LONGEST_DEBT_MS = 1_000

/** Parses `--rate`: messages per second, `N` or `N/s`. */
export function messageRate(text: string): number {
  const rate = Number(/^(\d+(?:\.\d+)?)(?:\/s)?$/.exec(text)?.[1])
  if (rate > 0 && rate <= MOST_PER_SECOND) return rate
  throw new InvalidArgumentError(
    `It must be a number of messages per second up to ${MOST_PER_SECOND}: N or N/s.`,
  )
}

/** Holds messages back so that no more than so many go out per second. */
export class ProduceRate {
  readonly #perSecond: number
  #due = performance.now()

  constructor(perSecond: number) {
    this.#perSecond = perSecond
  }

  /** How many messages to send at a time, so that they go out evenly. */
  get batchSize(): number {
    return Math.max(1, Math.floor(this.#perSecond / 40))
  }

  /** Waits until `count` messages may go; returns at once if the signal is aborted. */
  async turn(count: number, signal: AbortSignal): Promise<void> {
    const now = performance.now()
    this.#due = Math.max(this.#due, now - LONGEST_DEBT_MS)
    const waitMs = this.#due - now
    this.#due += (count * 1_000) / this.#perSecond
    if (waitMs >= 1) await wait(waitMs, undefined, { signal }).catch(() => {})
  }
}

import type { Heard } from '../../../bench/sale/shopper.ts'

interface Kill {
  /** ms of `performance.now()`, and of the wall clock. */
  readonly at: number
  readonly atEpochMs: number
  /** When what was killed was started again, ms of `performance.now()`. */
  endedAt: number
  hasCutOff: boolean
}

/** When something was killed, and which of these kills fell between a decision and its answer. */
export class Strikes {
  readonly #kills: Kill[] = []
  #awaySince = Number.POSITIVE_INFINITY

  get count(): number {
    return this.#kills.length
  }

  /** Kills that cut off the answer of a decision. */
  get thatCutOff(): number {
    return this.#kills.filter(({ hasCutOff }) => hasCutOff).length
  }

  /** Something is killed now. */
  begin(): void {
    const endedAt = Number.POSITIVE_INFINITY
    this.#kills.push({ at: performance.now(), atEpochMs: Date.now(), endedAt, hasCutOff: false })
  }

  /** From now on nothing can be taken, until {@link isBack}. */
  hasGone(): void {
    this.#awaySince = performance.now()
  }

  /** What was killed is started again now. */
  isBack(): void {
    this.#awaySince = Number.POSITIVE_INFINITY
    this.#kills.at(-1)!.endedAt = performance.now()
  }

  /** True if a request that was sent then, and is answered now, found nobody who could take it. */
  isAway(sentAt: number): boolean {
    return sentAt > this.#awaySince
  }

  /** A request that was decided got no answer: the first kill since then is why. */
  hasCutOff({ sentAt }: Heard): void {
    const kill = this.#kills.find(({ at }) => at >= sentAt)
    if (kill) kill.hasCutOff = true
  }

  /**
   * True if a decision that is answered now was made before a kill, and the answer had to wait for the end of it: the reply to its COMMIT was
   * lost, and the service has found out that it was done. A decision that was rolled back would have been made again, later.
   */
  isFoundOut({ sentAt }: Heard, decidedAtEpochMs: number): boolean {
    const kill = this.#kills.find(({ at }) => at >= sentAt)
    if (!kill || performance.now() < kill.endedAt || decidedAtEpochMs > kill.atEpochMs) return false
    kill.hasCutOff = true
    return true
  }
}

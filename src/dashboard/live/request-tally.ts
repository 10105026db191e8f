import { BOUNDS } from '../../live-view/bounds.ts'
import type { RequestsAnswered } from '../../live-view/dashboard-event.ts'

/** What is looked at when the dashboard asks. */
export interface Underway {
  readonly waiting: number
  readonly streams: number
}

/** Adds up answered requests between two frames: a number, and the newest times. */
export class RequestTally {
  #answered = 0
  #latencyMs: number[] = []

  /** `latencyMs`: null where it says nothing, as of a request that was to wait. */
  add(latencyMs: number | null): void {
    this.#answered += 1
    if (latencyMs === null) return
    this.#latencyMs.push(latencyMs)
    // Cut now and then: cutting each time would cost more than the request's own entry here.
    if (this.#latencyMs.length >= 2 * BOUNDS.latencies)
      this.#latencyMs = this.#latencyMs.slice(-BOUNDS.latencies)
  }

  take({ waiting, streams }: Underway): RequestsAnswered {
    const taken: RequestsAnswered = {
      type: 'requests',
      answered: this.#answered,
      latencyMs: this.#latencyMs,
      waiting,
      streams,
    }
    this.#answered = 0
    this.#latencyMs = []
    return taken
  }
}

/**
 * Requests that wait at most: with their connections they take 15 KB each. Half a second of work or more, so that what is refused is not missed
 * by the commits.
 */
export const MAX_WAITING = 5_000
export const MAX_WAITING_BYTES = 32 * 1024 * 1024

/** A new request must have a good second to spare, so that batches are not stopped for those who have waited too long. */
const MAX_EXPECTED_WAIT_MS = 3_500

/** How much the latest batch counts for what the next ones will take. */
const LATEST_WEIGHT = 0.3

/** Says who need not even wait: waiting is bounded by count, bytes and time. */
export class RequestLimits {
  readonly #batchSize: number
  #batchMs = 0

  constructor(batchSize: number) {
    this.#batchSize = batchSize
  }

  /** A batch took this long, ms. */
  committed(elapsedMs: number): void {
    this.#batchMs += (elapsedMs - this.#batchMs) * LATEST_WEIGHT
  }

  /** Why one more would wait too long, or take too much memory; null if it may wait. */
  refusal({ waiting, bytes }: { readonly waiting: number; readonly bytes: number }): string | null {
    if (waiting >= MAX_WAITING) return `${MAX_WAITING} requests wait already`
    if (bytes > MAX_WAITING_BYTES) return `the requests that wait have ${MAX_WAITING_BYTES} bytes already`
    const batches = Math.floor(waiting / this.#batchSize) + 1
    return batches * this.#batchMs > MAX_EXPECTED_WAIT_MS && waiting > 0 ? 'it would wait too long' : null
  }
}

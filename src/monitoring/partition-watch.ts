import { partitionKey } from '../domain/partition-key.ts'
import type { PartitionLag } from '../kafka/consumer/consume-event.ts'

interface Standing {
  readonly nextOffset: number
  readonly lag: number
  /** Since when the partition stands there although it has messages, ms of the clock given. */
  readonly since: number
}

/** Notices a partition that has messages to read, yet stands still. */
export class PartitionWatch {
  #standing = new Map<string, Standing>()

  /** All partitions of this process. */
  see(partitions: readonly PartitionLag[], now: number): void {
    const standing = new Map<string, Standing>()
    for (const partition of partitions) {
      const { nextOffset, lag, state } = partition
      const key = partitionKey(partition)
      const earlier = this.#standing.get(key)
      const isTheSame = earlier !== undefined && earlier.lag > 0 && earlier.nextOffset === nextOffset
      const since = isTheSame && state === 'reading' ? earlier.since : now
      standing.set(key, { nextOffset, lag, since })
    }
    this.#standing = standing
  }

  /** A known reason to stand: an outage, a rebalance. The time is counted anew. */
  excuse(now: number): void {
    for (const [key, standing] of this.#standing) this.#standing.set(key, { ...standing, since: now })
  }

  /** What has stood for longer than `limitMs`, in words; null if nothing has. */
  stalled(now: number, limitMs: number): string | null {
    for (const [key, { nextOffset, lag, since }] of this.#standing) {
      if (lag === 0 || now - since <= limitMs) continue
      const seconds = Math.round((now - since) / 1_000)
      return `${key} has stood at offset ${nextOffset} for ${seconds} s, with a lag of ${lag}`
    }
    return null
  }
}

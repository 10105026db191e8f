import type { AssignedPartitions } from './assigned-partitions.ts'
import type { ConsumeListener } from './consume-event.ts'

/** Suspends all partitions while the database is away, and says so when it begins and ends. */
export class Suspension {
  readonly #partitions: AssignedPartitions
  readonly #listener: ConsumeListener

  constructor(partitions: AssignedPartitions, listener: ConsumeListener) {
    this.#partitions = partitions
    this.#listener = listener
  }

  /** The database is away. */
  begin(reason: Error): void {
    if (this.#partitions.isSuspended) return
    this.#partitions.suspend()
    this.#listener({ type: 'suspended', reason })
  }

  /** The database answers. */
  end(): void {
    if (!this.#partitions.isSuspended) return
    this.#partitions.resume()
    this.#listener({ type: 'resumed' })
  }
}

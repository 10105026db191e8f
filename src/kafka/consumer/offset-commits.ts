import { partitionKey } from '../../domain/partition-key.ts'
import type { AssignedPartitions } from './assigned-partitions.ts'
import type { GroupMember } from './group-member.ts'

/** How often offsets are committed to Kafka at most. */
const EVERY_MS = 1_000

/**
 * Tells Kafka how far we are: where a database has the position, so that lag tools see it. A commit that fails (a rebalance, a broker
 * that is away) is not worth a word, the next one says more.
 */
export class OffsetCommits {
  readonly #member: GroupMember
  readonly #partitions: AssignedPartitions
  readonly #committed = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #sending: Promise<void> | null = null

  constructor(member: GroupMember, partitions: AssignedPartitions) {
    this.#member = member
    this.#partitions = partitions
  }

  start(): void {
    this.#timer = setInterval(() => void this.send(), EVERY_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Ends when Kafka has answered, or failed to. */
  async send(): Promise<void> {
    this.#sending ??= this.#send().finally(() => {
      this.#sending = null
    })
    await this.#sending
  }

  async #send(): Promise<void> {
    const offsets = this.#partitions.offsets()
    const changed = offsets.filter((at) => this.#committed.get(partitionKey(at)) !== at.nextOffset)
    if (changed.length === 0) return
    try {
      await this.#member.commitOffsets(changed)
      for (const at of changed) this.#committed.set(partitionKey(at), at.nextOffset)
    } catch {}
  }
}

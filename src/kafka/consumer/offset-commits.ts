import { partitionKey } from '../../domain/partition-key.ts'
import type { TopicPartition } from './consume-event.ts'

/** How often offsets are committed to Kafka at most. */
const EVERY_MS = 1_000

/** A partition, and up to where the database has it. */
export interface CommittedOffset extends TopicPartition {
  readonly nextOffset: number
}

/**
 * Tells Kafka how far the database is, so that lag tools see it. Nothing reads it back where the database has a position: a commit
 * that fails (a rebalance, a broker that is away) is not worth a word, the next one says more.
 */
export class OffsetCommits {
  readonly #commit: (offsets: readonly CommittedOffset[]) => Promise<void>
  readonly #offsets: () => readonly CommittedOffset[]
  readonly #committed = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #sending: Promise<void> | null = null

  /** `offsets` answers with the partitions of this process. */
  constructor(
    commit: (offsets: readonly CommittedOffset[]) => Promise<void>,
    offsets: () => readonly CommittedOffset[],
  ) {
    this.#commit = commit
    this.#offsets = offsets
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
    const changed = this.#offsets().filter((at) => this.#committed.get(partitionKey(at)) !== at.nextOffset)
    if (changed.length === 0) return
    try {
      await this.#commit(changed)
      for (const at of changed) this.#committed.set(partitionKey(at), at.nextOffset)
    } catch {}
  }
}

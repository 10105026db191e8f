import type { GroupCommit } from '../../pipeline/commit/group-commit.ts'
import type { PartitionBacklog } from '../../pipeline/commit/partition-backlog.ts'
import type { AssignedPartitions } from './assigned-partitions.ts'
import type { ConsumeListener, TopicPartition } from './consume-event.ts'
import type { GroupMemberCallbacks } from './group-member.ts'
import type { FetchedBatch, PartitionReader } from './partition-reader.ts'
import type { StartPositions } from './start-positions.ts'

export interface PartitionFlowParts {
  readonly partitions: AssignedPartitions
  readonly starts: StartPositions
  readonly group: GroupCommit
  readonly seek: (partition: TopicPartition, offset: number) => void
  /** Positions were read: the database answers. */
  readonly databaseAnswered: () => void
  readonly failed: (error: unknown) => void
  readonly listener: ConsumeListener
  /** Aborted when nothing more may begin. */
  readonly signal: AbortSignal
}

/**
 * Brings partitions from the group's assignment to the writer. Each begins where the database says, and begins there again when
 * another process has moved its position, or when kafkajs has lost its place. What had been read before is dropped then.
 */
export class PartitionFlow implements GroupMemberCallbacks {
  readonly #parts: PartitionFlowParts
  /** Aborted when the partitions are taken away. */
  #assignment = new AbortController()
  #lastActivity: number | null = null

  constructor(parts: PartitionFlowParts) {
    this.#parts = parts
  }

  /** `performance.now()` when something came, or was committed, last; null while it is not known where to begin. */
  get lastActivity(): number | null {
    return this.#lastActivity
  }

  readonly joined = (assigned: readonly TopicPartition[]): void => {
    this.left()
    this.#assignment = new AbortController()
    const readers = this.#parts.partitions.assign(assigned)
    this.#parts.listener({ type: 'assigned', partitions: assigned })
    void this.#begin(readers)
  }

  readonly left = (): void => {
    this.#assignment.abort()
    this.#lastActivity = null
    const readers = this.#parts.partitions.revoke()
    for (const { backlog } of readers) if (backlog) this.#parts.group.remove(backlog)
    if (readers.length === 0) return
    const partitions = readers.map(({ topic, partition }) => ({ topic, partition }))
    this.#parts.listener({ type: 'revoked', partitions })
  }

  readonly fetched = (batch: FetchedBatch): boolean => {
    const { partitions, group, signal } = this.#parts
    const reader = partitions.find(batch)
    if (!reader?.backlog || signal.aborted) return false
    this.#lastActivity = performance.now()
    const isTaken = partitions.take(reader, batch)
    if (isTaken) group.wake()
    else this.#beginAgain(reader)
    return isTaken
  }

  readonly passed = (partition: TopicPartition, end: number): void => {
    this.#parts.partitions.find(partition)?.pass(end)
  }

  readonly failed = (error: unknown): void => {
    this.#parts.failed(error)
  }

  committed(): void {
    this.#lastActivity = performance.now()
    this.#parts.partitions.balance()
  }

  fenced(backlog: PartitionBacklog): void {
    this.#parts.listener({ type: 'fenced', at: backlog.at })
    const reader = this.#parts.partitions.ofBacklog(backlog)
    if (reader) this.#beginAgain(reader)
  }

  #beginAgain(reader: PartitionReader): void {
    if (reader.backlog) this.#parts.group.remove(reader.backlog)
    reader.end()
    this.#parts.partitions.balance()
    void this.#begin([reader])
  }

  /** Reads them from where the database says, once no transaction of ours can move that any more. */
  async #begin(readers: readonly PartitionReader[]): Promise<void> {
    const { partitions, starts, group, seek, databaseAnswered } = this.#parts
    const signal = AbortSignal.any([this.#assignment.signal, this.#parts.signal])
    try {
      await group.settled()
      const wanted = new Set(readers)
      const found = await starts.of((at) => wanted.has(partitions.find(at)!), signal)
      if (signal.aborted) return
      for (const start of found) {
        group.add(partitions.find(start)!.begin(start))
        seek(start, start.position.nextOffset)
      }
      this.#lastActivity = performance.now()
      databaseAnswered()
      partitions.balance()
    } catch (error) {
      if (!signal.aborted) this.#parts.failed(error)
    }
  }
}

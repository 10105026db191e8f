import type { GroupCommit } from '../../pipeline/commit/group-commit.ts'
import type { PartitionBacklog } from '../../pipeline/commit/partition-backlog.ts'
import type { AssignedPartitions } from './assigned-partitions.ts'
import type { ConsumeListener, TopicPartition } from './consume-event.ts'
import type { GroupMember } from './group-member.ts'
import type { FetchedBatch, PartitionReader } from './partition-reader.ts'
import type { SourceChannel } from './source-channel.ts'
import type { StartFinder } from './source-use.ts'
import type { Suspension } from './suspension.ts'

export interface PartitionFlowParts {
  readonly channel: SourceChannel
  readonly member: GroupMember
  readonly partitions: AssignedPartitions
  readonly suspension: Suspension
  readonly starts: StartFinder
  readonly groupCommit: GroupCommit
  readonly listener: ConsumeListener
  /** Aborted when nothing more may begin. */
  readonly signal: AbortSignal
}

/**
 * Brings partitions from the group's assignment to the writer. Each begins where the database says, and begins there again when
 * another process has moved its position, or when kafkajs has lost its place. What had been read before is dropped then.
 */
export class PartitionFlow {
  readonly #parts: PartitionFlowParts
  /** Aborted when the partitions are taken away. */
  #assignment = new AbortController()
  #lastActivity: number | null = null

  constructor(parts: PartitionFlowParts) {
    this.#parts = parts
    parts.channel
      .on('joined', (assigned) => this.#join(assigned))
      .on('left', () => this.#leave())
      .on('fetched', (batch, take) => this.#fetched(batch, take))
      .on('passed', (partition, end) => parts.partitions.find(partition)?.pass(end))
      .on('committed', () => this.#committed())
      .on('fenced', (backlog) => this.#fenced(backlog))
  }

  /** `performance.now()` when something came, or was committed, last; null while it is not known where to begin. */
  get lastActivity(): number | null {
    return this.#lastActivity
  }

  #join(assigned: readonly TopicPartition[]): void {
    this.#leave()
    this.#assignment = new AbortController()
    const readers = this.#parts.partitions.assign(assigned)
    this.#parts.listener({ type: 'assigned', partitions: assigned })
    void this.#begin(readers)
  }

  #leave(): void {
    this.#assignment.abort()
    this.#lastActivity = null
    const readers = this.#parts.partitions.revoke()
    for (const { backlog } of readers) if (backlog) this.#parts.groupCommit.remove(backlog)
    if (readers.length === 0) return
    const partitions = readers.map(({ topic, partition }) => ({ topic, partition }))
    this.#parts.listener({ type: 'revoked', partitions })
  }

  #fetched(batch: FetchedBatch, take: () => void): void {
    const { partitions, groupCommit, signal } = this.#parts
    const reader = partitions.find(batch)
    if (!reader?.backlog || signal.aborted) return
    this.#lastActivity = performance.now()
    if (partitions.take(reader, batch)) {
      take()
      groupCommit.wake()
    } else this.#beginAgain(reader)
  }

  #committed(): void {
    const { partitions, suspension } = this.#parts
    suspension.end()
    this.#lastActivity = performance.now()
    partitions.balance()
  }

  #fenced(backlog: PartitionBacklog): void {
    this.#parts.listener({ type: 'fenced', at: backlog.at })
    const reader = this.#parts.partitions.ofBacklog(backlog)
    if (reader) this.#beginAgain(reader)
  }

  #beginAgain(reader: PartitionReader): void {
    if (reader.backlog) this.#parts.groupCommit.remove(reader.backlog)
    reader.end()
    this.#parts.partitions.balance()
    void this.#begin([reader])
  }

  /** Reads them from where the database says, once no transaction of ours can move that any more. */
  async #begin(readers: readonly PartitionReader[]): Promise<void> {
    const { channel, member, partitions, suspension, starts, groupCommit } = this.#parts
    const signal = AbortSignal.any([this.#assignment.signal, this.#parts.signal])
    try {
      await groupCommit.settled()
      const wanted = new Set(readers)
      const found = await starts.of((at) => wanted.has(partitions.find(at)!), signal)
      if (signal.aborted) return
      for (const start of found) {
        groupCommit.add(partitions.find(start)!.begin(start))
        member.seek(start, start.position.nextOffset)
      }
      this.#lastActivity = performance.now()
      suspension.end()
      partitions.balance()
    } catch (error) {
      if (!signal.aborted) channel.emit('failed', error)
    }
  }
}

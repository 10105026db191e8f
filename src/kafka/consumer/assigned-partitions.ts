import { partitionKey } from '../../domain/partition-key.ts'
import type { PartitionBacklog } from '../../pipeline/commit/partition-backlog.ts'
import type { ReadTopics } from '../client/topic-kinds.ts'
import type { PartitionLag, TopicPartition } from './consume-event.ts'
import type { PartitionOffset } from './partition-offset.ts'
import { type FetchedBatch, PartitionReader } from './partition-reader.ts'

/** What may wait in memory, all partitions together: enough to keep the writer busy until a held partition goes on. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024
const WAITING_BATCHES = 4

/** Fetching, partition by partition (see {@link GroupMember}). */
export interface Fetching {
  hold(partitions: readonly TopicPartition[]): void
  release(partitions: readonly TopicPartition[]): void
}

/**
 * The partitions of this process. A partition is held until it is known where it begins, while too much of it waits
 * (back-pressure: memory stays bounded however fast the brokers are), and while all are suspended.
 */
export class AssignedPartitions {
  readonly #fetching: Fetching
  readonly #topics: ReadTopics
  readonly #maxMessages: number
  readonly #readers = new Map<string, PartitionReader>()
  readonly #held = new Set<PartitionReader>()
  #isSuspended = false
  #skipped = 0

  constructor(fetching: Fetching, topics: ReadTopics, batchSize: number) {
    this.#fetching = fetching
    this.#topics = topics
    this.#maxMessages = batchSize * WAITING_BATCHES
  }

  /** Messages that came although they had been processed before. */
  get skipped(): number {
    return this.#skipped
  }

  /** Nothing is fetched: the database is away. */
  get isSuspended(): boolean {
    return this.#isSuspended
  }

  /** All that were read are committed; there may be none. */
  get areWorkedOff(): boolean {
    return [...this.#readers.values()].every((reader) => reader.isWorkedOff)
  }

  /** The partitions, held by now, that are ours from now on. */
  assign(partitions: readonly TopicPartition[]): PartitionReader[] {
    for (const partition of partitions) {
      const reader = new PartitionReader(partition, this.#topics.get(partition.topic) ?? null)
      this.#readers.set(partitionKey(partition), reader)
      this.#held.add(reader)
    }
    return [...this.#readers.values()]
  }

  /** None is ours any more. Answers with those that were. */
  revoke(): PartitionReader[] {
    const readers = [...this.#readers.values()]
    this.#readers.clear()
    this.#held.clear()
    return readers
  }

  find(partition: TopicPartition): PartitionReader | undefined {
    return this.#readers.get(partitionKey(partition))
  }

  ofBacklog(backlog: PartitionBacklog): PartitionReader | undefined {
    return [...this.#readers.values()].find((reader) => reader.backlog === backlog)
  }

  /** False if the batch is not what follows (see {@link PartitionReader.take}). */
  take(reader: PartitionReader, batch: FetchedBatch): boolean {
    const isTaken = reader.take(batch)
    if (isTaken) this.balance()
    else this.#skipped += batch.messages.filter(({ offset }) => Number(offset) < reader.readUpTo).length
    return isTaken
  }

  suspend(): void {
    this.#isSuspended = true
    this.balance()
  }

  resume(): void {
    this.#isSuspended = false
    this.balance()
  }

  /** Holds and releases what has to be. */
  balance(): void {
    const readers = [...this.#readers.values()]
    const waitingBytes = readers.reduce((sum, { backlog }) => sum + (backlog?.bytes ?? 0), 0)
    const share = {
      messages: this.#maxMessages / readers.length,
      bytes: waitingBytes > MAX_WAITING_BYTES ? 0 : MAX_WAITING_BYTES / readers.length,
    }
    const toHold: PartitionReader[] = []
    const toRelease: PartitionReader[] = []
    for (const reader of readers) {
      const isFull = reader.isFull(share)
      const mustWait = isFull || this.#isSuspended || reader.backlog === null
      if (mustWait === this.#held.has(reader)) continue
      if (mustWait) toHold.push(reader)
      else toRelease.push(reader)
    }
    for (const reader of toHold) this.#held.add(reader)
    for (const reader of toRelease) this.#held.delete(reader)
    if (toHold.length > 0) this.#fetching.hold(toHold)
    if (toRelease.length > 0) this.#fetching.release(toRelease)
  }

  /** What is known of each partition that is being read. */
  lag(): PartitionLag[] {
    const state = this.#isSuspended ? 'suspended' : 'reading'
    return this.#begun().map((reader) => reader.lag(state))
  }

  /** Up to where the database has each partition. */
  offsets(): PartitionOffset[] {
    return this.#begun().map(({ topic, partition, backlog, isWorkedOff, readUpTo }) => ({
      topic,
      partition,
      // Transaction markers at the end would be a lag to lag tools.
      nextOffset: isWorkedOff ? readUpTo : backlog!.nextOffset,
    }))
  }

  #begun(): PartitionReader[] {
    return [...this.#readers.values()].filter(({ backlog }) => backlog !== null)
  }
}

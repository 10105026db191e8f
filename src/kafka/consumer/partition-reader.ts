import type { Batch } from 'kafkajs'
import { SourceName } from '../../domain/source-name.ts'
import type { MessageKind } from '../../messages/message.ts'
import { PartitionBacklog } from '../../pipeline/commit/partition-backlog.ts'
import type { PartitionLag, TopicPartition } from './consume-event.ts'
import { sourceMessage } from './source-message.ts'
import type { PartitionStart } from './starts/partition-start.ts'

/** What the brokers sent of one partition in one answer. */
export interface FetchedBatch extends Batch {
  /** The offset that was asked for. kafkajs has it, its types don't. */
  readonly fetchedOffset: string
}

/** One partition of this process: from the fetched batches to the backlog of what waits for its transaction. */
export class PartitionReader implements TopicPartition {
  readonly topic: string
  readonly partition: number
  readonly #messageKind: MessageKind | null
  /** Null until it is known where to begin. */
  #backlog: PartitionBacklog | null = null
  #readUpTo = 0
  #highWatermark = 0
  /** Held since more would take up too much memory; until half of it is worked off. */
  #isFull = false

  constructor({ topic, partition }: TopicPartition, messageKind: MessageKind | null) {
    this.topic = topic
    this.partition = partition
    this.#messageKind = messageKind
  }

  get backlog(): PartitionBacklog | null {
    return this.#backlog
  }

  /** All that was read is committed. */
  get isWorkedOff(): boolean {
    return this.#backlog?.isWorkedOff ?? false
  }

  /** The next fetch begins here. */
  get readUpTo(): number {
    return this.#readUpTo
  }

  /** All that was fetched before is forgotten. */
  begin({ topic, partition, position, high }: PartitionStart): PartitionBacklog {
    this.#backlog = new PartitionBacklog(
      { source: SourceName.of('kafka', topic).text, partition },
      this.#messageKind,
      position,
    )
    this.#readUpTo = position.nextOffset
    this.#highWatermark = high
    this.#isFull = false
    return this.#backlog
  }

  /** Nothing is taken until {@link begin}. */
  end(): void {
    this.#backlog = null
  }

  /** Queues the messages. False if the batch does not go on where the one before ended: kafkajs has jumped. */
  take(batch: FetchedBatch): boolean {
    if (!this.#backlog || Number(batch.fetchedOffset) !== this.#readUpTo) return false
    this.#highWatermark = Number(batch.highWatermark)
    this.#readUpTo = Number(batch.lastOffset()) + 1
    this.#backlog.offer(batch.messages.map(sourceMessage), this.#readUpTo)
    return true
  }

  /** Nothing but transaction markers and aborted messages up to there. */
  pass(end: number): void {
    if (end > this.#readUpTo) this.#readUpTo = end
    if (end > this.#highWatermark) this.#highWatermark = end
  }

  /** Where the partition ends now, learnt while nothing is fetched. */
  seeEnd(high: number): void {
    if (high > this.#highWatermark) this.#highWatermark = high
  }

  /** `share`: what may wait of this partition. */
  isFull(share: { readonly messages: number; readonly bytes: number }): boolean {
    const { messages = 0, bytes = 0 } = this.#backlog ?? {}
    const bound = this.#isFull ? 2 : 1
    this.#isFull = messages * bound > share.messages || bytes * bound > share.bytes
    return this.#isFull
  }

  /** Transaction markers at the end are no lag. */
  lag(state: PartitionLag['state']): PartitionLag {
    const { topic, partition } = this
    const nextOffset = this.#backlog?.nextOffset ?? this.#readUpTo
    const processed = this.isWorkedOff ? this.#readUpTo : nextOffset
    const highWatermark = Math.max(this.#highWatermark, processed)
    return { topic, partition, nextOffset, highWatermark, lag: highWatermark - processed, state }
  }
}

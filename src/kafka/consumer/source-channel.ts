import { EventEmitter } from 'node:events'
import type { PartitionBacklog } from '../../pipeline/commit/partition-backlog.ts'
import type { TopicPartition } from './consume-event.ts'
import type { FetchedBatch } from './partition-reader.ts'

/** What the lower parts of a {@link KafkaSource} say, and what comes with it. */
interface SourceEvents {
  /** All partitions from now on. They are held: nothing was fetched yet. */
  joined: [partitions: readonly TopicPartition[]]
  /** A rebalance, or the connection is gone: no partition any more. */
  left: []
  /** Whoever does not call `take` at once has it fetched again, from where {@link GroupMember.seek} says. */
  fetched: [batch: FetchedBatch, take: () => void]
  /** Only transaction markers and aborted messages came, up to `end`. */
  passed: [partition: TopicPartition, end: number]
  /** A transaction has ended well. */
  committed: []
  /** Another process has moved the position of this backlog, which takes no more part. */
  fenced: [backlog: PartitionBacklog]
  /** No retry can cure it. */
  failed: [error: unknown]
}

/**
 * The one way upwards within a {@link KafkaSource}: the member of the group and the group commit say here what happens to them, and
 * know nobody above. Listeners are called at once, and may not throw.
 */
export class SourceChannel extends EventEmitter<SourceEvents> {}

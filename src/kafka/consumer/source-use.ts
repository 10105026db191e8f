import type { SourceSlice } from '../../pipeline/source-slice.ts'
import type { ConsumeListener, TopicPartition } from './consume-event.ts'
import type { PartitionStart } from './starts/partition-start.ts'
import type { TopicOffsets } from './topic-offsets.ts'

/** Finds out where partitions go on. */
export interface StartFinder {
  /** The start of the partitions for which `isWanted`; outages are waited for. @throws HaltError if no retry can cure it. */
  of(isWanted: (partition: TopicPartition) => boolean, signal: AbortSignal): Promise<PartitionStart[]>
}

/** What topics are read for: where they go on, and what becomes of their messages. */
export interface SourceUse {
  readonly starts: StartFinder
  /**
   * Ends when nothing of the slices needs to be read again.
   * @throws FencedError if another process was first, else what no retry can cure; nothing of them counts as read then.
   */
  write(slices: readonly SourceSlice[]): Promise<void>
  /** Messages are decoded while those before them are written. */
  readonly decodesAhead?: boolean
}

/** What a {@link KafkaSource} gives those that use it. */
export interface SourceSetting {
  readonly topics: TopicOffsets
  readonly listener: ConsumeListener
  /** Ends all waiting. */
  readonly signal: AbortSignal
}

export type UseSource = (setting: SourceSetting) => SourceUse

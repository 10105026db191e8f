import type { TopicPartition } from './consume-event.ts'

/** A partition, and the offsets that the topic holds of it: from `low` up to, not including, `high`. */
export interface PartitionRange extends TopicPartition {
  readonly low: number
  readonly high: number
}

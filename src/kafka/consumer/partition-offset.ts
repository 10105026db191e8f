import type { TopicPartition } from './consume-event.ts'

/** A partition, and how far it is processed: everything below `nextOffset`. */
export interface PartitionOffset extends TopicPartition {
  readonly nextOffset: number
}

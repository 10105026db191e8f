import type { TopicPartition } from '../../sources/kafka/consume-event.ts'

/** One text per partition, for maps. */
export const partitionKey = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`

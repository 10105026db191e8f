import type { TopicPartition } from '../kafka/consumer/consume-event.ts'

/** One text per partition, for maps. */
export const partitionKey = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`

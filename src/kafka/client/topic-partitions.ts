import type { Kafka, PartitionMetadata } from 'kafkajs'
import { HaltError } from '../../domain/halt-error.ts'
import { kafkaFailure } from './kafka-failure.ts'

/**
 * The partitions of a topic, which is never created by asking.
 * @throws HaltError that names the topic if it is missing or may not be used; kafkajs's error for an outage.
 */
export async function topicPartitions(kafka: Kafka, topic: string): Promise<PartitionMetadata[]> {
  const admin = kafka.admin()
  try {
    await admin.connect()
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
    return topics[0]?.partitions ?? []
  } catch (error) {
    const failure = kafkaFailure(error, { topic })
    throw failure instanceof HaltError ? failure : error
  } finally {
    await admin.disconnect()
  }
}

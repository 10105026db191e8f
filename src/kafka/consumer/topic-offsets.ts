import type { Admin, Kafka } from 'kafkajs'
import { HaltError } from '../../domain/halt-error.ts'
import type { ConsumeListener } from './consume-event.ts'
import type { PartitionOffset } from './partition-offset.ts'
import type { PartitionRange } from './partition-range.ts'
import { fromBrokers } from './wait-for-brokers.ts'

/**
 * Asks the brokers what the topics hold. Each question has a connection of its own: it is asked at the start and after a rebalance,
 * when what an older connection knows of the cluster may be out of date. While no broker answers it is asked again, for ever.
 */
export class TopicOffsets {
  readonly #kafka: Kafka
  readonly #topics: readonly string[]
  readonly #listener: ConsumeListener

  constructor(kafka: Kafka, topics: readonly string[], listener: ConsumeListener) {
    this.#kafka = kafka
    this.#topics = topics
    this.#listener = listener
  }

  /** All partitions of the topics. @throws HaltError if a topic does not exist: none is ever created. */
  async ranges(signal: AbortSignal): Promise<PartitionRange[]> {
    return this.#ask(signal, async (admin) => {
      const ranges: PartitionRange[] = []
      for (const topic of this.#topics) {
        const partitions = await admin.fetchTopicOffsets(topic).catch((error) => {
          throw withTopic(error, topic)
        })
        for (const { partition, low, high } of partitions) {
          ranges.push({ topic, partition, low: Number(low), high: Number(high) })
        }
      }
      return ranges.sort((one, other) => one.partition - other.partition)
    })
  }

  /** What the group has committed to Kafka; partitions without are left out. */
  async committed(group: string, signal: AbortSignal): Promise<PartitionOffset[]> {
    return this.#ask(signal, async (admin) => {
      const topics = await admin.fetchOffsets({ groupId: group, topics: [...this.#topics] })
      return topics
        .flatMap(({ topic, partitions }) =>
          partitions.map(({ partition, offset }) => ({ topic, partition, nextOffset: Number(offset) })),
        )
        .filter(({ nextOffset }) => nextOffset >= 0)
    })
  }

  async #ask<T>(signal: AbortSignal, question: (admin: Admin) => Promise<T>): Promise<T> {
    const work = async (): Promise<T> => {
      const admin = this.#kafka.admin()
      try {
        await admin.connect()
        return await question(admin)
      } finally {
        await admin.disconnect().catch(() => {})
      }
    }
    return fromBrokers(work, this.#listener, signal)
  }
}

/** kafkajs does not say which topic it was. */
function withTopic(error: unknown, topic: string): unknown {
  const isMissing = [error, (error as Error).cause].some(
    (cause) => (cause as { type?: string } | undefined)?.type === 'UNKNOWN_TOPIC_OR_PARTITION',
  )
  if (!isMissing) return error
  return new HaltError('KAFKA_TOPIC_NOT_FOUND', { topic, isRead: true }, { cause: error })
}

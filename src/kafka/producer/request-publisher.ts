import kafkajs, { type Kafka, type Message, type Producer } from 'kafkajs'
import type { MessagePosition } from '../../domain/message-position.ts'
import { SourceName } from '../../domain/source-name.ts'
import { RETRY_BRIEFLY } from '../client/retry-settings.ts'
import { topicPartitions } from '../client/topic-partitions.ts'
import { PartitionQueue } from './partition-queue.ts'

export interface RequestRecord {
  readonly topic: string
  readonly key: string | null
  readonly value: Buffer
}

/** Hears that the broker has a record, by its index, and where it stands. */
export type OnPublished = (index: number, position: MessagePosition) => void

/**
 * Publishes the requests of a moment with acks=all, and tells where each of them stands. Idempotent, so that a retry within a send writes
 * nothing twice.
 *
 * A send that failed may have been written. The broker would take the next records under the same sequence number for those, and
 * acknowledge them without writing them: so after a failure the publisher is of no use, and another one is connected.
 */
export class RequestPublisher {
  readonly #producer: Producer
  readonly #partitionOf: ReadonlyMap<string, (message: Message) => number>

  /** @throws HaltError if a topic is missing or may not be used; kafkajs's error while brokers are away. */
  static async connect(kafka: Kafka, topics: readonly string[]): Promise<RequestPublisher> {
    const choose = kafkajs.Partitioners.DefaultPartitioner()
    const partitionOf = new Map<string, (message: Message) => number>()
    for (const topic of topics) {
      const partitionMetadata = await topicPartitions(kafka, topic)
      partitionOf.set(topic, (message) => choose({ topic, partitionMetadata, message }))
    }
    const producer = kafka.producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      retry: RETRY_BRIEFLY,
    })
    try {
      await producer.connect()
    } catch (error) {
      await producer.disconnect().catch(() => {})
      throw error
    }
    return new RequestPublisher(producer, partitionOf)
  }

  private constructor(producer: Producer, partitionOf: ReadonlyMap<string, (message: Message) => number>) {
    this.#producer = producer
    this.#partitionOf = partitionOf
  }

  /**
   * One call at a time. Partitions are sent side by side: `onPublished` hears of each as soon as its broker has acknowledged it, and of
   * what it does not hear nobody can tell whether a broker has it. Answers with the first error, after which the publisher is of no use; or null.
   */
  async publish(records: readonly RequestRecord[], onPublished: OnPublished): Promise<unknown> {
    const failures = await Promise.all(
      this.#queuesOf(records).map((queue) => this.#drain(queue, onPublished)),
    )
    return failures.find((failure) => failure !== null) ?? null
  }

  async close(): Promise<void> {
    await this.#producer.disconnect().catch(() => {})
  }

  #queuesOf(records: readonly RequestRecord[]): PartitionQueue<number>[] {
    const queues = new Map<string, PartitionQueue<number>>()
    records.forEach(({ topic, key, value }, index) => {
      const message: Message = { key, value }
      const partition = this.#partitionOf.get(topic)!(message)
      message.partition = partition
      const id = `${partition}/${topic}`
      const queue = queues.get(id) ?? new PartitionQueue<number>(topic)
      queues.set(id, queue)
      queue.add(index, message)
    })
    return [...queues.values()]
  }

  /** Sends until the queue is empty (null), or a send fails: the error. */
  async #drain(queue: PartitionQueue<number>, onPublished: OnPublished): Promise<unknown> {
    while (!queue.isEmpty) {
      const messages = queue.next()
      try {
        const [written] = await this.#producer.send({ topic: queue.topic, acks: -1, messages })
        const first = Number(written?.baseOffset)
        if (!written || !Number.isSafeInteger(first))
          return new Error('the broker did not say where the records stand')
        const at = { source: SourceName.of('kafka', queue.topic).text, partition: written.partition }
        queue.sent(messages.length).forEach((index, place) => {
          onPublished(index, { at, offset: first + place })
        })
      } catch (error) {
        return error
      }
    }
    return null
  }
}

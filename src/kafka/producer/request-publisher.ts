import { setTimeout as wait } from 'node:timers/promises'
import kafkajs, { type Kafka, type Message, type Producer } from 'kafkajs'
import type { MessagePosition } from '../../domain/message-position.ts'
import { SourceName } from '../../domain/source-name.ts'
import { isTooLarge } from '../client/is-too-large.ts'
import { RETRY_BRIEFLY } from '../client/retry-settings.ts'
import { topicPartitions } from '../client/topic-partitions.ts'
import { PartitionQueue } from './partition-queue.ts'

export interface RequestRecord {
  readonly topic: string
  readonly key: string | null
  readonly value: Buffer
}

/** Hears what became of records, by their index. */
export interface RequestListener {
  /** The broker has it, and it stands there. */
  published(index: number, position: MessagePosition): void
  /** Larger than the topic takes (`max.message.bytes`). Without this it is an error like others. */
  tooLarge?(index: number): void
}

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
   * One call at a time. Partitions are sent side by side: the listener hears of each as soon as its broker has acknowledged it, and of
   * what it does not hear nobody can tell whether a broker has it. Answers with the first error, after which the publisher is of no use; or null.
   * What takes longer than `withinMs` is given up, and is such an error; the listener may still hear of it.
   */
  async publish(
    records: readonly RequestRecord[],
    listener: RequestListener,
    withinMs: number,
  ): Promise<unknown> {
    const late = new AbortController()
    const tooLate = new Error(`no acknowledgement within ${withinMs} ms`)
    // A leader that hangs keeps the answers of the others' partitions from nobody.
    const failure = await Promise.race([
      this.#publish(records, listener),
      wait(withinMs, tooLate, { signal: late.signal }).catch(() => null),
    ])
    late.abort()
    return failure
  }

  async close(): Promise<void> {
    await this.#producer.disconnect().catch(() => {})
  }

  async #publish(records: readonly RequestRecord[], listener: RequestListener): Promise<unknown> {
    const failures = await Promise.all(this.#queuesOf(records).map((queue) => this.#drain(queue, listener)))
    return failures.find((failure) => failure !== null) ?? null
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
  async #drain(queue: PartitionQueue<number>, listener: RequestListener): Promise<unknown> {
    while (!queue.isEmpty) {
      const messages = queue.next()
      try {
        const [written] = await this.#producer.send({ topic: queue.topic, acks: -1, messages })
        const first = Number(written?.baseOffset)
        if (!written || !Number.isSafeInteger(first))
          return new Error('the broker did not say where the records stand')
        const at = { source: SourceName.of('kafka', queue.topic).text, partition: written.partition }
        queue.sent(messages.length).forEach((index, place) => {
          listener.published(index, { at, offset: first + place })
        })
      } catch (error) {
        if (!isTooLarge(error) || !listener.tooLarge) return error
        // Nothing of it was written: the topic takes smaller batches only.
        if (messages.length > 1) queue.halve(messages.length)
        else listener.tooLarge(queue.sent(1)[0]!)
      }
    }
    return null
  }
}

import kafkajs, {
  type ICustomPartitioner,
  type IHeaders,
  type Kafka,
  type Message,
  type Producer,
} from 'kafkajs'
import { errorTypesOf } from '../client/error-causes.ts'
import { isTooLarge } from '../client/is-too-large.ts'
import { type OutagePolicy, throughOutages, waitOutOutage } from '../client/outage-policy.ts'
import { RETRY_BRIEFLY } from '../client/retry-settings.ts'
import { topicPartitions } from '../client/topic-partitions.ts'
import { PartitionQueue } from './partition-queue.ts'

export interface OutgoingRecord {
  readonly topic: string
  readonly key: Buffer | string | null
  readonly value: Buffer | null
  readonly headers?: IHeaders
}

/** What became of records. */
export interface PublishListener<R> {
  /** The broker has them. */
  acknowledged(records: readonly R[]): void
  /** Larger than the topic takes (`max.message.bytes`): left out. */
  refused(record: R): void
}

type Partitioner = ReturnType<ICustomPartitioner>

/**
 * Publishes records with acks=all and an idempotent producer: each once for as long as this publisher lives, in the order given
 * per partition, and so per key. Keys go to the partitions that other clients (murmur2) choose.
 *
 * The partition is chosen here, once: kafkajs would choose anew for each retry, and a record without a key would then go
 * elsewhere under a sequence number that the broker already knows, and be dropped as a duplicate. For the same reason each request
 * holds records of one partition only: it was written, or it was not.
 */
export class Publisher {
  readonly #kafka: Kafka
  readonly #producer: Producer
  readonly #policy: OutagePolicy
  readonly #partitionOf = new Map<string, (message: Message) => number>()
  readonly #chosen: Partitioner = kafkajs.Partitioners.DefaultPartitioner()

  private constructor(kafka: Kafka, policy: OutagePolicy) {
    this.#kafka = kafka
    this.#policy = policy
    this.#producer = kafka.producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      retry: RETRY_BRIEFLY,
    })
  }

  /** @throws HaltError if the brokers refuse us, or are away for longer than the policy waits. */
  static async connect(kafka: Kafka, policy: OutagePolicy): Promise<Publisher> {
    const publisher = new Publisher(kafka, policy)
    try {
      await throughOutages(policy, () => publisher.#producer.connect())
      return publisher
    } catch (error) {
      await publisher.close()
      throw error
    }
  }

  /** @throws HaltError if there is no such topic. */
  async findTopic(topic: string): Promise<void> {
    if (this.#partitionOf.has(topic)) return
    const partitionMetadata = await throughOutages(this.#policy, () => topicPartitions(this.#kafka, topic))
    this.#partitionOf.set(topic, (message) => this.#chosen({ topic, partitionMetadata, message }))
  }

  /**
   * Publishes all of them, through outages. One call at a time.
   * @throws HaltError, AbortError: some of the records may have been published.
   */
  async publish<R extends OutgoingRecord>(
    records: readonly R[],
    listener: PublishListener<R>,
  ): Promise<void> {
    for (const topic of new Set(records.map((record) => record.topic))) await this.findTopic(topic)
    let queues = this.#queuesOf(records)
    for (let attempt = 1; queues.length > 0; attempt += 1) {
      const errors = await Promise.all(queues.map((queue) => this.#drain(queue, listener)))
      const error = errors.find((found) => found !== null)
      const left = queues.filter((queue) => !queue.isEmpty)
      if (left.length < queues.length) attempt = 1
      queues = left
      if (error) await waitOutOutage(error, attempt, this.#policy)
    }
  }

  async close(): Promise<void> {
    await this.#producer.disconnect()
  }

  #queuesOf<R extends OutgoingRecord>(records: readonly R[]): PartitionQueue<R>[] {
    const queues = new Map<string, PartitionQueue<R>>()
    for (const record of records) {
      const { topic, key, value, headers } = record
      const message: Message = { key, value, ...(headers && { headers }) }
      const partition = this.#partitionOf.get(topic)!(message)
      message.partition = partition
      const id = `${partition}/${topic}`
      const queue = queues.get(id) ?? new PartitionQueue<R>(topic)
      queues.set(id, queue)
      queue.add(record, message)
    }
    return [...queues.values()]
  }

  /** Sends request after request until the queue is empty (null), or one fails: the error. */
  async #drain<R>(queue: PartitionQueue<R>, listener: PublishListener<R>): Promise<unknown> {
    // Topics limit what is written: a record that is too large may fit when it is compressed.
    let compression = kafkajs.CompressionTypes.None
    while (!queue.isEmpty) {
      const messages = queue.next()
      try {
        await this.#producer.send({ topic: queue.topic, acks: -1, messages, compression })
        compression = kafkajs.CompressionTypes.None
        listener.acknowledged(queue.sent(messages.length))
      } catch (error) {
        if (errorTypesOf(error).includes('DUPLICATE_SEQUENCE_NUMBER'))
          listener.acknowledged(queue.sent(messages.length))
        else if (!isTooLarge(error)) return error
        else if (messages.length > 1) queue.halve(messages.length)
        else if (compression === kafkajs.CompressionTypes.None) compression = kafkajs.CompressionTypes.GZIP
        else {
          compression = kafkajs.CompressionTypes.None
          listener.refused(queue.sent(1)[0]!)
        }
      }
    }
    return null
  }
}

import type { Kafka } from 'kafkajs'
import { HaltError } from '../../domain/halt-error.ts'
import { kafkaFailure, outageText } from '../../kafka/client/kafka-failure.ts'
import { RequestPublisher } from '../../kafka/producer/request-publisher.ts'
import type { SinkDocument } from '../sink-document.ts'
import type { SinkWriter, Written } from '../sink-writer.ts'

/** Brokers that take longer for one write are away: nobody knows whether it was written. */
const GIVE_UP_MS = 4_000

/**
 * `kafka:TOPIC` (CONTRACT §15): a record each, keyed by the user or the anonymous id, so that the order of each is kept. Kept is what all
 * replicas have that are in sync (acks=all).
 */
export class KafkaWriter implements SinkWriter {
  readonly kind = 'kafka'
  readonly #kafka: Kafka
  readonly #topic: string
  /** The one in use, or on its way. */
  #publisher: Promise<RequestPublisher> | null = null

  /** Brokers that are away may come. @throws HaltError if they refuse us, or have no such topic. */
  static async open(kafka: Kafka, topic: string): Promise<KafkaWriter> {
    const writer = new KafkaWriter(kafka, topic)
    try {
      await writer.#connected()
    } catch (error) {
      const failure = kafkaFailure(error, { topic })
      if (failure instanceof HaltError) throw failure
    }
    return writer
  }

  private constructor(kafka: Kafka, topic: string) {
    this.#kafka = kafka
    this.#topic = topic
  }

  async write(documents: readonly SinkDocument[]): Promise<Written> {
    let publisher: RequestPublisher
    try {
      publisher = await this.#connected()
    } catch (error) {
      return { refused: [], left: documents, failure: this.#textOf(error) }
    }
    const records = documents.map(({ key, json }) => ({ topic: this.#topic, key, value: Buffer.from(json) }))
    const kept = new Set<number>()
    const tooLarge: number[] = []
    const listener = {
      published: (index: number) => void kept.add(index),
      tooLarge: (index: number) => void tooLarge.push(index),
    }
    const failure = await publisher.publish(records, listener, GIVE_UP_MS)
    const reason = `it is larger than the topic ${this.#topic} takes (max.message.bytes)`
    const refused = tooLarge.map((index) => ({ document: documents[index]!, reason }))
    if (failure === null) return { refused, left: [], failure: null }
    this.#publisher = null
    void publisher.close()
    const settled = new Set([...kept, ...tooLarge])
    const left = documents.filter((_, index) => !settled.has(index))
    return { refused, left, failure: this.#textOf(failure), mayBeKept: true }
  }

  async close(): Promise<void> {
    const publisher = await this.#publisher?.catch(() => null)
    await publisher?.close()
  }

  #connected(): Promise<RequestPublisher> {
    this.#publisher ??= RequestPublisher.connect(this.#kafka, [this.#topic]).catch((error) => {
      this.#publisher = null
      throw error
    })
    return this.#publisher
  }

  #textOf(error: unknown): string {
    const failure = kafkaFailure(error, { topic: this.#topic })
    return failure === 'outage' ? outageText(error) : failure.message
  }
}

import type { Kafka } from 'kafkajs'
import { HaltError } from '../../../domain/halt-error.ts'
import { topicPartitions } from '../../../kafka/client/topic-partitions.ts'
import {
  cutDeadLetterRecord,
  deadLetterRecord,
  type StoredDeadLetter,
} from '../../../kafka/dead-letters/dead-letter-record.ts'
import { type OutgoingRecord, Publisher } from '../../../kafka/producer/publisher.ts'
import type { ForwardListener } from '../forward-event.ts'
import type { RefusedLine } from '../forward-line.ts'
import type { TopicLine } from './topic-line.ts'

/** Where documents of a topic go that can't be shipped: the key and bytes as they are, with headers as dead letters have them. */
export class RefusedTopic {
  readonly #kafka: Kafka
  readonly #topic: string
  readonly #listener: ForwardListener
  #publisher: Publisher | null = null

  constructor(kafka: Kafka, topic: string, listener: ForwardListener) {
    this.#kafka = kafka
    this.#topic = topic
    this.#listener = listener
  }

  /** Says so if the topic is not there: it is only needed when something is refused, but then nothing goes on without it. */
  async check(): Promise<void> {
    try {
      await topicPartitions(this.#kafka, this.#topic)
    } catch (error) {
      if (!(error instanceof HaltError)) return
      const text = `${error.message}: a document that is refused would have no place, and end this`
      this.#listener({ type: 'noticed', level: 'warn', what: 'refused-topic-missing', text })
    }
  }

  /** Ends when the brokers have them. @throws HaltError if they never will; AbortError. */
  async keep(refused: readonly RefusedLine<TopicLine>[], signal: AbortSignal): Promise<void> {
    if (refused.length === 0) return
    const letters = new Map<OutgoingRecord, StoredDeadLetter>()
    const createdAt = Date.now()
    for (const [id, { line, reason, error }] of refused.entries()) {
      const { topic, partition, offset, key: messageKey, bytes: payload } = line
      const letter = { id, topic, partition, offset, messageKey, payload, reason, error, createdAt }
      letters.set(deadLetterRecord(letter, this.#topic), letter)
    }
    const publisher = await this.#connected(signal)
    const tooLarge: StoredDeadLetter[] = []
    await publisher.publish([...letters.keys()], {
      acknowledged: () => {},
      refused: (record) => tooLarge.push(letters.get(record)!),
    })
    await publisher.publish(
      tooLarge.map((letter) => cutDeadLetterRecord(letter, this.#topic)),
      {
        acknowledged: () => {},
        refused: () => {
          const facts = { topic: this.#topic, type: 'MESSAGE_TOO_LARGE', reason: 'it takes not even 64 KiB' }
          throw new HaltError('KAFKA_RECORDS_REFUSED', facts)
        },
      },
    )
  }

  async close(): Promise<void> {
    await this.#publisher?.close().catch(() => {})
  }

  async #connected(signal: AbortSignal): Promise<Publisher> {
    this.#publisher ??= await Publisher.connect(this.#kafka, {
      retries: Number.POSITIVE_INFINITY,
      topic: this.#topic,
      signal,
      onRetry: ({ problem, attempt, delayMs }) =>
        this.#listener({ type: 'source-away', problem, attempt, delayMs }),
    })
    return this.#publisher
  }
}

import type { Kafka } from 'kafkajs'
import { oneLineError } from '../../../domain/shown-text.ts'
import type { ConsumeEvent } from '../../../kafka/consumer/consume-event.ts'
import { KafkaSource } from '../../../kafka/consumer/kafka-source.ts'
import type { UseSource } from '../../../kafka/consumer/source-use.ts'
import { GroupStarts } from '../../../kafka/consumer/starts/group-starts.ts'
import type { SourceSlice } from '../../../pipeline/source-slice.ts'
import type { ForwardListener } from '../forward-event.ts'
import { type Forwarding, MAX_TOGETHER, type Waiting } from '../forwarding.ts'
import type { Shipper } from '../shipper.ts'
import { RefusedTopic } from './refused-topic.ts'
import type { TopicLine } from './topic-line.ts'

export interface TopicForwardingOptions {
  readonly kafka: Kafka
  readonly topic: string
  readonly group: string
  /** Where refused documents go; it is needed when there is one. */
  readonly refusedTopic: string
  /** Go on where the topic no longer holds the group's position. */
  readonly acceptGap: boolean
  readonly sessionTimeoutMs: number
  /** Ends when everything is shipped and nothing came for that long; null: never. */
  readonly exitWhenIdleMs: number | null
}

/** A topic on its way to a sink. The offset that the group commits to Kafka is the position: it follows the sink's acknowledgement. */
export class TopicForwarding implements Forwarding {
  readonly #options: TopicForwardingOptions
  readonly #shipper: Shipper
  readonly #listener: ForwardListener
  #lag: number | null = null

  constructor(options: TopicForwardingOptions, shipper: Shipper, listener: ForwardListener) {
    this.#options = options
    this.#shipper = shipper
    this.#listener = listener
  }

  async run(signal: AbortSignal): Promise<void> {
    const { kafka, topic, refusedTopic } = this.#options
    const aside = new RefusedTopic(kafka, refusedTopic, this.#listener)
    const use: UseSource = ({ topics, listener, signal: ending }) => {
      const starts = new GroupStarts(topics, this.#options, listener)
      return {
        starts,
        write: async (slices) => {
          const refused = await this.#shipper.ship(
            slices.flatMap((slice) => linesOf(slice, topic)),
            ending,
          )
          await aside.keep(refused, ending)
          for (const slice of slices) starts.done(slice)
        },
      }
    }
    const options = {
      ...this.#options,
      topics: new Map([[topic, null]]),
      batchSize: MAX_TOGETHER,
      isGroupPosition: true,
      database: '',
    }
    try {
      await aside.check()
      await new KafkaSource(kafka, use, options, (event) => this.#hear(event)).run(signal)
    } finally {
      await aside.close()
    }
  }

  async waiting(): Promise<Waiting> {
    return { unit: 'documents', amount: this.#lag }
  }

  #hear(event: ConsumeEvent): void {
    if (event.type === 'lag') this.#lag = event.partitions.reduce((sum, { lag }) => sum + lag, 0)
    if (event.type === 'broker-retrying') {
      const { error, attempt, delayMs } = event
      this.#listener({ type: 'source-away', problem: oneLineError(error.message), attempt, delayMs })
    }
    if (event.type === 'gap-accepted') {
      const { at, from, to } = event
      const text = `${at.source} partition ${at.partition} goes on at ${to} instead of ${from}: what lay between is gone from the topic`
      this.#listener({ type: 'noticed', level: 'warn', what: 'gap-accepted', text })
    }
    if (event.type === 'assigned' || event.type === 'revoked') {
      const list = event.partitions.map(({ partition }) => partition).join(', ')
      const text = `${event.type}: partitions ${list || 'none'} of ${this.#options.topic}`
      this.#listener({ type: 'noticed', level: 'info', what: event.type, text })
    }
  }
}

const linesOf = ({ at, messages }: SourceSlice, topic: string): TopicLine[] =>
  messages.map(({ offset, key, value, tooLarge }) => ({
    topic,
    partition: at.partition,
    offset,
    key,
    bytes: value,
    ...(tooLarge && { fullLength: tooLarge.length }),
  }))

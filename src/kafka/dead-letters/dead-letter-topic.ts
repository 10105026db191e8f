import type { Kafka } from 'kafkajs'
import { HaltError } from '../../domain/halt-error.ts'
import type { SourcePartition } from '../../domain/message-position.ts'
import { partitionKey } from '../../domain/partition-key.ts'
import { SourceName } from '../../domain/source-name.ts'
import { backOff, fullJitterDelayMs } from '../../pipeline/commit/full-jitter-backoff.ts'
import type { PipelineEvent } from '../../pipeline/pipeline-event.ts'

import { errorCauses, errorTypesOf } from '../client/error-causes.ts'
import type { KafkaRetry } from '../client/outage-policy.ts'
import { within } from '../client/within.ts'
import { Publisher } from '../producer/publisher.ts'
import type { DeadLetterOutbox } from './dead-letter-outbox.ts'
import { cutDeadLetterRecord, deadLetterRecord, type StoredDeadLetter } from './dead-letter-record.ts'

export interface DeadLetterTopicOptions {
  readonly topic: string
  /** Broker or database are away: tried again, for ever. */
  readonly onRetry: (retry: KafkaRetry) => void
  /** No retry cures it; nothing more is published. */
  readonly onHalt: (error: HaltError) => void
}

const LEAVE_WITHIN_MS = 500
/** A producer id that the broker knows no more: with a new one, some dead letters may be published again. */
const PRODUCER_FORGOTTEN = ['OUT_OF_ORDER_SEQUENCE_NUMBER', 'UNKNOWN_PRODUCER_ID', 'PRODUCER_FENCED']

/**
 * Publishes dead letters after their commit, from the stored rows: each at least once, in the order of their ids per partition of
 * the source. How far it came is stored after the broker's acknowledgement, so a crash repeats some and loses none.
 */
export class DeadLetterTopic {
  readonly #kafka: Kafka
  readonly #outbox: DeadLetterOutbox
  readonly #options: DeadLetterTopicOptions
  readonly #stop = new AbortController()
  /** Partitions to look at, by name. */
  readonly #woken = new Map<string, SourcePartition>()
  #publisher: Publisher | undefined
  #sweep = false
  #working: Promise<void> | null = null
  #isHalted = false

  constructor(kafka: Kafka, outbox: DeadLetterOutbox, options: DeadLetterTopicOptions) {
    this.#kafka = kafka
    this.#outbox = outbox
    this.#options = options
  }

  /**
   * Connects, waiting for brokers that are away, and begins with what earlier runs left.
   * @throws HaltError if the topic does not exist or the brokers refuse us; AbortError if closed meanwhile.
   */
  async start(): Promise<void> {
    await this.#connect()
    this.wake()
  }

  /** Something was committed: in this partition (of a Kafka source, else it is nothing to us), or without one: anywhere. */
  wake(at?: SourcePartition): void {
    if (at && new SourceName(at.source).topic === null) return
    if (at) this.#woken.set(partitionKey(at), at)
    else this.#sweep = true
    this.#begin()
  }

  /** Wakes for what a batch committed. */
  readonly listen = (event: PipelineEvent): void => {
    if (event.type !== 'batch-committed') return
    for (const { request, outcome } of event.decided) {
      if (outcome.outcome === 'dead_letter') this.wake(request.position.at)
    }
  }

  /** Publishes what was committed, for at most `withinMs`; the rest is left to the next start. */
  async close(withinMs = 2_000): Promise<void> {
    const flushing = this.#untilIdle()
    await within(withinMs, flushing)
    this.#stop.abort()
    // A broker that does not answer keeps nobody waiting.
    await within(
      LEAVE_WITHIN_MS,
      flushing.then(() => this.#publisher?.close()),
    )
    this.#publisher = undefined
  }

  async #untilIdle(): Promise<void> {
    while (this.#working) await this.#working
  }

  #begin(): void {
    if (this.#working || !this.#publisher || this.#isHalted || this.#stop.signal.aborted) return
    this.#working = this.#work().then(() => {
      this.#working = null
      // What came after its last look.
      if (this.#sweep || this.#woken.size > 0) this.#begin()
    })
  }

  async #connect(): Promise<void> {
    await this.#publisher?.close()
    const { signal } = this.#stop
    const { onRetry, topic } = this.#options
    const policy = { retries: Number.POSITIVE_INFINITY, signal, onRetry }
    const publisher = await Publisher.connect(this.#kafka, policy)
    try {
      await publisher.findTopic(topic)
      signal.throwIfAborted()
    } catch (error) {
      await publisher.close()
      throw error
    }
    this.#publisher = publisher
  }

  async #work(): Promise<void> {
    for (let attempt = 1; !this.#stop.signal.aborted; attempt += 1) {
      try {
        if (!(await this.#publishSome())) return
        attempt = 0
      } catch (error) {
        if (this.#stop.signal.aborted) return
        try {
          await this.#recover(error, attempt)
        } catch (fatal) {
          this.#halt(fatal)
          return
        }
      }
    }
  }

  /** One page of one partition, or a look for partitions; false: nothing is left to do. */
  async #publishSome(): Promise<boolean> {
    if (this.#sweep) await this.#lookForPartitions()
    const [first] = this.#woken
    if (!first) return this.#sweep
    const [name, at] = first
    // Before it is read: what is committed from here on wakes it again.
    this.#woken.delete(name)
    try {
      const page = await this.#outbox.next(at)
      if (page.letters.length === 0) return true
      await this.#publish(page.letters)
      await this.#outbox.published(at, page)
      this.#woken.set(name, at)
      return true
    } catch (error) {
      this.#woken.set(name, at)
      throw error
    }
  }

  async #lookForPartitions(): Promise<void> {
    this.#sweep = false
    try {
      for (const at of await this.#outbox.waiting()) this.#woken.set(partitionKey(at), at)
    } catch (error) {
      this.#sweep = true
      throw error
    }
  }

  async #publish(letters: readonly StoredDeadLetter[]): Promise<void> {
    const { topic } = this.#options
    const tooLarge = new Set<number>()
    await this.#publisher!.publish(
      letters.map((letter) => deadLetterRecord(letter, topic)),
      { acknowledged: () => {}, refused: ({ id }) => tooLarge.add(id) },
    )
    const cut = letters
      .filter(({ id }) => tooLarge.has(id))
      .map((letter) => cutDeadLetterRecord(letter, topic))
    await this.#publisher!.publish(cut, {
      acknowledged: () => {},
      refused: ({ id }) => {
        throw new HaltError('DEAD_LETTER_REFUSED', { id })
      },
    })
  }

  /** Waits until it may be tried again. @throws what no retry cures. */
  async #recover(error: unknown, attempt: number): Promise<void> {
    const isForgotten = errorTypesOf(error).some((type) => PRODUCER_FORGOTTEN.includes(type))
    // What reports an outage may have wrapped it for the user: the disk is full, the file is busy.
    const isOutage = errorCauses(error).some((cause) => this.#outbox.failureOf(cause) === 'outage')
    if (!isForgotten && !isOutage) throw error
    const delayMs = fullJitterDelayMs(attempt)
    this.#options.onRetry({ problem: (error as Error).message, isCutOff: false, attempt, delayMs })
    await backOff(delayMs, this.#stop.signal)
    if (isForgotten) await this.#connect()
  }

  #halt(error: unknown): void {
    if (this.#stop.signal.aborted) return
    this.#isHalted = true
    const reason = error instanceof Error ? error.message : String(error)
    const { topic, onHalt } = this.#options
    onHalt(new HaltError('DEAD_LETTERS_NOT_PUBLISHED', { topic, reason }, { cause: error }))
  }
}

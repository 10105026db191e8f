import { setTimeout as wait } from 'node:timers/promises'
import type { Kafka } from 'kafkajs'
import { HaltError } from '../domain/halt-error.ts'
import type { MessagePosition } from '../domain/message-position.ts'
import { kafkaFailure, outageText } from '../kafka/client/kafka-failure.ts'
import { throughOutages } from '../kafka/client/outage-policy.ts'
import { RequestPublisher } from '../kafka/producer/request-publisher.ts'
import type { MessageKind } from '../messages/message.ts'
import { fullJitterDelayMs } from '../pipeline/commit/full-jitter-backoff.ts'
import type { NotTaken, Outlet, OutletAnswer, OutletMessage } from './outlet.ts'
import { MAX_WAITING, MAX_WAITING_BYTES } from './request-limits.ts'
import { WaitingRequest } from './waiting-request.ts'

export interface KafkaOutletOptions {
  readonly kafka: Kafka
  /** Where messages of a kind go. */
  readonly topics: Readonly<Record<MessageKind, string>>
  /** Hears when the brokers fail, and when they are back (null). */
  readonly onOutage?: (problem: string | null) => void
}

/** The most of one pass: larger ones make everybody wait. */
const MAX_TOGETHER = 2_000
/** A send that takes longer is given up: nobody knows whether it was written. */
const SEND_WITHIN_MS = 2_000
const LONGEST_DELAY_MS = 1_000
/** Whoever starts the service hears soon that no broker answers. */
const RETRIES_AT_START = 3

const notTaken = (why: string): NotTaken => ({ state: 'not_taken', why })

/**
 * Kafka mode: requests are published to the topics that `axon consume` reads (CONTRACT §10). When idle at once, else what gathered while
 * the last pass was under way. The broker's acknowledgement is what a request is taken by.
 */
export class KafkaOutlet implements Outlet {
  readonly #options: KafkaOutletOptions
  readonly #running: Promise<void>
  #publisher: RequestPublisher | null
  #queue: WaitingRequest[] = []
  #inHand: readonly WaitingRequest[] = []
  #bytes = 0
  #outage: string | null = null
  #isClosed = false
  #wake: () => void = () => {}

  /** @throws HaltError if the brokers refuse us, a topic is missing, or no broker answers. */
  static async open(options: KafkaOutletOptions): Promise<KafkaOutlet> {
    const publisher = await throughOutages({ retries: RETRIES_AT_START }, () => connected(options))
    return new KafkaOutlet(options, publisher)
  }

  private constructor(options: KafkaOutletOptions, publisher: RequestPublisher) {
    this.#options = options
    this.#publisher = publisher
    this.#running = this.#run()
  }

  get waiting(): number {
    return this.#queue.length + this.#inHand.filter(({ isAnswered }) => !isAnswered).length
  }

  get oldestWaitMs(): number {
    const oldest = this.#inHand.find(({ isAnswered }) => !isAnswered) ?? this.#queue[0]
    return oldest ? performance.now() - oldest.since : 0
  }

  get outage(): string | null {
    return this.#outage
  }

  /** Rejects with what no retry can cure; ends after {@link close}. */
  get running(): Promise<void> {
    return this.#running
  }

  async offer(message: OutletMessage): Promise<OutletAnswer> {
    if (this.#isClosed) return notTaken('the service is stopping')
    if (this.#outage !== null) return notTaken(`the brokers are away: ${this.#outage}`)
    if (this.waiting >= MAX_WAITING) return notTaken(`${MAX_WAITING} requests wait already`)
    if (this.#bytes + message.value.length > MAX_WAITING_BYTES)
      return notTaken('the requests that wait are too large')
    const now = performance.now()
    const request = new WaitingRequest(message, now, now + SEND_WITHIN_MS)
    this.#bytes += message.value.length
    this.#queue.push(request)
    this.#wake()
    return request.answered
  }

  async close(withinMs: number): Promise<void> {
    this.#isClosed = true
    this.#wake()
    const late = new AbortController()
    await Promise.race([
      this.#running.catch(() => {}),
      wait(withinMs, undefined, { signal: late.signal }).catch(() => {}),
    ])
    late.abort()
    this.#refuseAll('the service is stopping')
    await Promise.race([this.#publisher?.close(), wait(withinMs, undefined, { ref: false })])
  }

  async #run(): Promise<void> {
    while (!(this.#isClosed && this.#queue.length === 0)) {
      if (this.#queue.length === 0) await this.#somethingToDo()
      else if (this.#publisher) await this.#pass(this.#publisher)
      else await this.#connectAgain()
    }
  }

  #somethingToDo(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = () => {}
        // What is asked in the same turn of the event loop goes along.
        setImmediate(resolve)
      }
    })
  }

  async #pass(publisher: RequestPublisher): Promise<void> {
    const requests = this.#queue.splice(0, MAX_TOGETHER)
    this.#inHand = requests
    const records = requests.map(({ message: { kind, key, value } }) => ({
      topic: this.#options.topics[kind],
      key,
      value,
    }))
    const published = (index: number, position: MessagePosition): void =>
      requests[index]!.answer({ state: 'published', position })
    const failure = await publisher.publish(records, { published }, SEND_WITHIN_MS)
    this.#inHand = []
    for (const request of requests) {
      this.#bytes -= request.message.value.length
      request.answer({ state: 'unknown' })
    }
    if (failure === null) return
    this.#publisher = null
    void publisher.close()
    const halt = kafkaFailure(failure)
    this.#suspend(halt instanceof HaltError ? halt.message : outageText(failure))
    await this.#connectAgain()
  }

  /** Until a broker answers, or the service stops. Nothing is taken meanwhile. */
  async #connectAgain(): Promise<void> {
    for (let attempt = 1; !this.#isClosed; attempt += 1) {
      this.#refuseAll('the brokers are away')
      try {
        this.#publisher = await connected(this.#options)
        this.#outage = null
        this.#options.onOutage?.(null)
        return
      } catch (error) {
        const halt = kafkaFailure(error)
        this.#suspend(halt instanceof HaltError ? halt.message : outageText(error))
        await wait(Math.min(LONGEST_DELAY_MS, fullJitterDelayMs(attempt)))
      }
    }
    this.#refuseAll('the service is stopping')
  }

  #suspend(problem: string): void {
    if (this.#outage === null) this.#options.onOutage?.(problem)
    this.#outage = problem
  }

  #refuseAll(why: string): void {
    for (const request of this.#queue.splice(0)) {
      this.#bytes -= request.message.value.length
      request.answer(notTaken(why))
    }
  }
}

function connected({ kafka, topics }: KafkaOutletOptions): Promise<RequestPublisher> {
  return RequestPublisher.connect(kafka, [...new Set(Object.values(topics))])
}

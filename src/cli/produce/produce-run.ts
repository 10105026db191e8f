import { HaltError } from '../../domain/halt-error.ts'
import type { JsonlFileSource } from '../../files/jsonl-file-source.ts'
import {
  type LeftOut,
  type LineRecord,
  type ProduceRules,
  produceRecord,
} from '../../kafka/producer/produce-record.ts'
import type { Publisher } from '../../kafka/producer/publisher.ts'
import { MAX_MESSAGE_BYTES, type SourceSlice } from '../../pipeline/source-slice.ts'
import { CommandError } from '../shared/command-error.ts'
import { exitCodeOf, haltLine } from '../shared/halt-line.ts'
import type { ProduceProgress } from './produce-progress.ts'
import type { ProduceRate } from './produce-rate.ts'

/** What `--raw` sends is bounded by memory alone; brokers say themselves what is too large for them. */
const MAX_RAW_LINE_BYTES = 16 * 1024 * 1024

interface Pace {
  /** Lines at a time. */
  readonly batchSize: number
  /** Null: as fast as it goes. */
  readonly rate: ProduceRate | null
}

/** One pass of a file to Kafka: while some lines go out the next are read, so memory stays bounded. */
export class ProduceRun {
  readonly #source: JsonlFileSource
  readonly #rules: ProduceRules
  readonly #progress: ProduceProgress
  readonly #topics: Record<string, number> = {}
  #sent = 0
  #invalid = 0
  /** Up to this line all is done. */
  #doneTo = 0
  /** The last line of what is going out. */
  #begunTo = 0

  constructor(source: JsonlFileSource, rules: ProduceRules, progress: ProduceProgress) {
    this.#source = source
    this.#rules = rules
    this.#progress = progress
  }

  totals() {
    return { sent: this.#sent, invalid: this.#invalid, topics: this.#topics }
  }

  /** How far it came, for people. */
  place(): string {
    if (this.#begunTo > this.#doneTo) {
      return `all up to line ${this.#doneTo}, and some up to line ${this.#begunTo}, were sent`
    }
    return this.#doneTo === 0
      ? 'nothing was sent'
      : `all up to line ${this.#doneTo} was sent, nothing after it`
  }

  /** The error, with how far it came. */
  withPlace(error: unknown): unknown {
    if (!(error instanceof HaltError) || this.#begunTo === 0) return error
    return new CommandError(`${haltLine(error)} (${this.place()})`, exitCodeOf(error), { cause: error })
  }

  /** Publishes all lines, or those until the signal is aborted. @throws HaltError, AbortError */
  async through(publisher: Publisher, signal: AbortSignal, { batchSize, rate }: Pace): Promise<void> {
    const stopReading = () => void this.#source.close()
    signal.addEventListener('abort', stopReading)
    const lines = Math.min(batchSize, rate?.batchSize ?? batchSize)
    let goingOut: Promise<void> = Promise.resolve()
    try {
      const maxLineBytes = this.#rules.raw ? MAX_RAW_LINE_BYTES : MAX_MESSAGE_BYTES
      for await (const slice of this.#source.slices(null, {
        batchSize: lines,
        fromStart: true,
        isResumed: false,
        maxLineBytes,
      })) {
        if (signal.aborted) break
        const records = this.#recordsOf(slice)
        await goingOut
        await rate?.turn(records.length, signal)
        if (signal.aborted) break
        goingOut = this.#publish(publisher, slice, records)
        // Where reading waits for more, it would not hear of it.
        goingOut.catch(stopReading)
      }
    } finally {
      signal.removeEventListener('abort', stopReading)
      await goingOut
    }
  }

  #recordsOf({ messages }: SourceSlice): (LineRecord | LeftOut)[] {
    return messages.map((message) => produceRecord(message, this.#rules))
  }

  async #publish(
    publisher: Publisher,
    slice: SourceSlice,
    lines: readonly (LineRecord | LeftOut)[],
  ): Promise<void> {
    const records: LineRecord[] = []
    for (const line of lines) {
      if ('topic' in line) records.push(line)
      else this.#leaveOut(line)
    }
    for (const topic of new Set(records.map((record) => record.topic))) await publisher.findTopic(topic)
    const lastLine = slice.messages.at(-1)?.offset ?? this.#doneTo
    this.#begunTo = lastLine
    await publisher.publish(records, {
      acknowledged: (sent) => this.#count(sent),
      refused: ({ line, topic, value }) => {
        const reason = `the broker refused it: with ${value?.length} bytes it is larger than ${topic} takes (max.message.bytes)`
        this.#leaveOut({ line, reason })
      },
    })
    this.#doneTo = lastLine
  }

  #count(records: readonly LineRecord[]): void {
    const topic = records[0]?.topic
    if (topic === undefined) return
    this.#topics[topic] = (this.#topics[topic] ?? 0) + records.length
    this.#sent += records.length
    this.#progress.sent(records.length)
  }

  #leaveOut(line: LeftOut): void {
    this.#invalid += 1
    this.#progress.leftOut(line)
  }
}

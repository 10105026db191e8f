import { setTimeout as wait } from 'node:timers/promises'
import { fullJitterDelayMs } from '../pipeline/commit/full-jitter-backoff.ts'
import type { Appended, RefusedDocument, Sink, SinkEvent } from './sink.ts'
import type { SinkDocument } from './sink-document.ts'
import type { SinkWriter } from './sink-writer.ts'
import { WaitingAppend } from './waiting-append.ts'

/** What waits at most (CONTRACT §15): it bounds the memory of the process. */
const MAX_WAITING = 10_000
const MAX_WAITING_BYTES = 32 * 1024 * 1024
/** With the way back it is within 5 s. */
const MAX_WAIT_MS = 4_800
/** The most of one write: larger ones make everybody wait. */
const MAX_BATCH = 2_000
const LONGEST_DELAY_MS = 1_000

const TOO_LATE = 'the behaviour log does not take it in time'
const AWAY = 'the behaviour log is away'
const STOPPING = 'the service is stopping'

export interface QueuedSinkOptions {
  readonly listener?: (event: SinkEvent) => void
  /** How long documents may wait for their answer, ms. */
  readonly maxWaitMs?: number
}

/**
 * The waiting before a sink, the same for all of them: one write at a time, and what comes meanwhile goes into the next one. Bounded by number,
 * bytes and age; what fails is tried again until it is too old, or the writer says that it never will. While an outage lasts longer than
 * anybody waits, what comes is refused at once, but for the few that are tried: the others would only fill the memory.
 */
export class QueuedSink implements Sink {
  readonly #writer: SinkWriter
  readonly #listener: (event: SinkEvent) => void
  readonly #maxWaitMs: number
  #queue: WaitingAppend[] = []
  #inHand: readonly WaitingAppend[] = []
  #waiting = 0
  #bytes = 0
  #outage: string | null = null
  /** When it began, on the clock of `performance.now()`. */
  #outageSince = 0
  /** One after the other, of those that wait. */
  #failures = 0
  #isClosed = false
  /** The writer's last word; null as long as it may write again. */
  #over: string | null = null
  #writing: Promise<void> | null = null
  #late: NodeJS.Timeout | null = null
  #hurry = new AbortController()

  constructor(writer: SinkWriter, { listener = () => {}, maxWaitMs = MAX_WAIT_MS }: QueuedSinkOptions = {}) {
    this.#writer = writer
    this.#listener = listener
    this.#maxWaitMs = maxWaitMs
  }

  get kind(): string {
    return this.#writer.kind
  }

  get waiting(): number {
    return this.#waiting
  }

  get oldestWaitMs(): number {
    const oldest = this.#oldest
    return oldest ? performance.now() - oldest.since : 0
  }

  get outage(): string | null {
    return this.#outage
  }

  /** The listener hears now of what awaits the writer. */
  async probe(): Promise<void> {
    const { outage = null, advice = null } = (await this.#writer.probe?.()) ?? {}
    this.#turn(outage)
    if (advice !== null) this.#listener({ type: 'unprepared', advice })
  }

  turnAway(documents: number): string | null {
    const why = this.#refusal
    if (why !== null) this.#listener({ type: 'not-kept', documents })
    return why
  }

  append(documents: readonly SinkDocument[]): Promise<Appended> {
    const bytes = documents.reduce((sum, { json }) => sum + Buffer.byteLength(json), 0)
    const tooMany = this.#waiting + documents.length > MAX_WAITING || this.#bytes + bytes > MAX_WAITING_BYTES
    const full = tooMany ? `${this.#waiting} documents wait for the behaviour log already` : null
    const why = this.#refusal ?? full
    if (why !== null) {
      this.#listener({ type: 'not-kept', documents: documents.length })
      return Promise.resolve({ state: 'not_kept', mayBeKept: false, why })
    }
    const append = new WaitingAppend(documents, bytes, performance.now())
    this.#waiting += documents.length
    this.#bytes += bytes
    this.#queue.push(append)
    this.#watch()
    this.#writing ??= this.#write()
    return append.answered
  }

  async close(withinMs: number): Promise<void> {
    this.#isClosed = true
    const late = new AbortController()
    const tooLate = wait(withinMs, undefined, { signal: late.signal }).catch(() => {})
    await Promise.race([this.#writing, tooLate])
    const isDone = this.#writing === null
    this.#hurry.abort()
    this.#giveUp(() => true, STOPPING)
    if (isDone) await Promise.race([this.#writer.close(), tooLate])
    late.abort()
  }

  /** Why nothing is taken, whatever comes; null if it may be. */
  get #refusal(): string | null {
    return this.#isClosed ? STOPPING : (this.#over ?? (this.#isLongAway ? AWAY : null))
  }

  /** And will hardly be back in time for who comes now; somebody waits already, with whom it is tried. */
  get #isLongAway(): boolean {
    const isTried = this.#waiting > 0 && this.#failures > 0
    return isTried && performance.now() - this.#outageSince > this.#maxWaitMs
  }

  get #oldest(): WaitingAppend | undefined {
    return this.#inHand.find(({ isAnswered }) => !isAnswered) ?? this.#queue[0]
  }

  async #write(): Promise<void> {
    // What is offered in the same turn of the event loop goes along.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#queue.length > 0) {
      const batch = this.#nextBatch()
      this.#inHand = batch
      const documents = batch.flatMap((append) => append.documents)
      const written = await this.#writer.write(documents)
      const { left, refused, failure, isOver = false } = written
      this.#inHand = []
      this.#count(documents.length - left.length - refused.length, refused)
      const open = new Set(left)
      // Those that were given up meanwhile are tried no more.
      const rest = batch.filter((append) => !append.settle(open, written) && !append.isAnswered)
      for (const append of batch) {
        if (append.isAnswered || append.documents.length > 0) continue
        this.#leave(append)
        append.acknowledge()
      }
      this.#queue.unshift(...rest)
      this.#turn(failure)
      this.#over = isOver ? failure : null
      // Nobody waits for what can't come.
      if (isOver) this.#giveUp(() => true, failure!)
      this.#failures = failure === null ? 0 : this.#failures + 1
      if (failure !== null && !isOver) await this.#pause(this.#failures)
    }
    this.#failures = 0
    this.#writing = null
  }

  #nextBatch(): WaitingAppend[] {
    let documents = 0
    const end = this.#queue.findIndex((append) => {
      documents += append.documents.length
      return documents > MAX_BATCH
    })
    return this.#queue.splice(0, end < 0 ? this.#queue.length : Math.max(1, end))
  }

  #count(kept: number, refused: readonly RefusedDocument[]): void {
    if (kept > 0) this.#listener({ type: 'kept', documents: kept })
    if (refused.length > 0) this.#listener({ type: 'refused', refused })
  }

  #turn(failure: string | null): void {
    if (failure !== null && failure !== this.#outage) this.#listener({ type: 'away', problem: failure })
    if (failure === null && this.#outage !== null) this.#listener({ type: 'back' })
    if (this.#outage === null) this.#outageSince = performance.now()
    this.#outage = failure
  }

  #pause(failures: number): Promise<void> {
    const delayMs = Math.min(LONGEST_DELAY_MS, fullJitterDelayMs(failures))
    return wait(delayMs, undefined, { signal: this.#hurry.signal }).catch(() => {})
  }

  /** One timer for all: the oldest is the first that is late. */
  #watch(): void {
    const oldest = this.#oldest
    if (this.#late !== null || !oldest) return
    const dueMs = oldest.since + this.#maxWaitMs - performance.now()
    this.#late = setTimeout(
      () => {
        this.#late = null
        const until = performance.now() - this.#maxWaitMs
        this.#giveUp(({ since }) => since <= until, TOO_LATE)
        this.#watch()
      },
      Math.max(1, Math.ceil(dueMs)),
    ).unref()
  }

  #giveUp(isLate: (append: WaitingAppend) => boolean, why: string): void {
    const late = new Set(
      [...this.#inHand, ...this.#queue].filter((append) => !append.isAnswered && isLate(append)),
    )
    this.#queue = this.#queue.filter((append) => !late.has(append))
    for (const append of late) {
      this.#leave(append)
      this.#listener({ type: 'not-kept', documents: append.documents.length })
      append.giveUp(why, this.#inHand.includes(append))
    }
  }

  #leave(append: WaitingAppend): void {
    this.#waiting -= append.count
    this.#bytes -= append.bytes
  }
}

import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { NotWrittenError } from '../../pipeline/commit/not-written-error.ts'
import type { TakeTurn } from '../../pipeline/commit/turns.ts'
import type { OutcomeListener, PipelineListener } from '../../pipeline/pipeline-event.ts'
import { startThread } from '../../start-thread.ts'
import type { NotTaken, Outlet, OutletAnswer, OutletMessage } from '../outlet.ts'
import { MAX_WAITING, MAX_WAITING_BYTES } from '../request-limits.ts'
import { WaitingRequest } from '../waiting-request.ts'
import { NumberedQueue } from './numbered-queue.ts'
import { unpackAnswers } from './packed-answers.ts'
import { packMessages } from './packed-messages.ts'
import { unpackOutcomes } from './packed-outcomes.ts'
import { errorOf } from './portable-error.ts'
import type { FromThread, OutletStart, ToldEvent, ToThread } from './thread-messages.ts'
import { watchedEvent } from './told-event.ts'

export interface ThreadedOutletOptions extends Omit<OutletStart, 'isWatched'> {
  readonly listener?: OutcomeListener
  /** Hears all of every event, which costs about as much as deciding. */
  readonly watcher?: PipelineListener
}

/** The thread answers earlier than that, ms: this is for one that hangs, as in a disk that does not answer. */
const MAX_WAIT_MS = 4_900
const SWEEP_EVERY_MS = 50

const STOPPING: NotTaken = { state: 'not_taken', why: 'the service is stopping' }
const TOO_MANY: NotTaken = { state: 'not_taken', why: 'too many requests wait already' }
const UNKNOWN: OutletAnswer = { state: 'unknown' }

/**
 * Direct mode in a thread of its own: a {@link DatabaseOutlet} there, with a connection of its own; requests go there and answers come back, in
 * one message per turn of the event loop. What was decided is only ever told by the thread, so nothing is shared between the two; of what it
 * does not answer in time nothing is known (ADR 13).
 */
export class ThreadedOutlet implements Outlet {
  readonly #thread: Worker
  readonly #listener: OutcomeListener
  readonly #watcher: PipelineListener
  readonly #mostWaiting: number
  readonly #sweep: NodeJS.Timeout
  readonly #running: Promise<void>
  readonly #waiting = new NumberedQueue<WaitingRequest>()
  #bytes = 0
  #offered: OutletMessage[] = []
  readonly #turns = new Map<number, { readonly begin: () => void; readonly refuse: () => void }>()
  #nextTurn = 0
  #outage: string | null = null
  #isClosed = false

  /** @throws HaltError if the database can't be used */
  static async open(options: ThreadedOutletOptions): Promise<ThreadedOutlet> {
    const { listener, watcher, ...start } = options
    const workerData: OutletStart = { ...start, isWatched: watcher !== undefined }
    const thread = startThread('outlet-thread', import.meta.url, { workerData })
    const [first] = (await once(thread, 'message')) as [FromThread]
    if (first.type === 'ended' && first.error) throw errorOf(first.error)
    return new ThreadedOutlet(thread, options)
  }

  private constructor(thread: Worker, { batchSize, listener, watcher }: ThreadedOutletOptions) {
    this.#thread = thread
    this.#listener = listener ?? (() => {})
    this.#watcher = watcher ?? (() => {})
    this.#mostWaiting = MAX_WAITING + batchSize
    this.#sweep = setInterval(() => this.#answerTheLate(performance.now()), SWEEP_EVERY_MS)
    this.#running = new Promise<void>((resolve, reject) => {
      thread.on('message', (message: FromThread) => {
        if (message.type !== 'ended') this.#hear(message)
        else if (message.error) reject(errorOf(message.error))
        else resolve()
      })
      thread.once('error', reject)
      thread.once('exit', (code) => reject(new Error(`the thread that writes ended with ${code}`)))
    }).finally(() => this.#end())
    this.#running.catch(() => {})
  }

  /** Rejects with what ended the writing for good, and no retry cures; ends after {@link close}. */
  get running(): Promise<void> {
    return this.#running
  }

  get waiting(): number {
    return this.#waiting.size
  }

  get oldestWaitMs(): number {
    const { oldest } = this.#waiting
    return oldest ? performance.now() - oldest.since : 0
  }

  get outage(): string | null {
    return this.#waiting.size === 0 ? null : this.#outage
  }

  offer(message: OutletMessage): Promise<OutletAnswer> {
    if (this.#isClosed) return Promise.resolve(STOPPING)
    const { length } = message.value
    if (this.#waiting.size >= this.#mostWaiting || this.#bytes + length > MAX_WAITING_BYTES)
      return Promise.resolve(TOO_MANY)
    const now = performance.now()
    const request = new WaitingRequest(message, now, now + MAX_WAIT_MS)
    this.#waiting.add(request)
    this.#bytes += length
    if (this.#offered.push(message) === 1) setImmediate(() => this.#send())
    return request.answered
  }

  /** For what people write beside the requests: a turn of the group commit (CONTRACT §10). @throws NotWrittenError if it has ended */
  readonly takeTurn: TakeTurn = async (work) => {
    if (this.#isClosed) throw new NotWrittenError()
    const turn = this.#nextTurn
    this.#nextTurn += 1
    const begun = new Promise<void>((resolve, reject) =>
      this.#turns.set(turn, { begin: resolve, refuse: () => reject(new NotWrittenError()) }),
    )
    this.#post({ type: 'take-turn', turn })
    try {
      await begun
      return await work()
    } finally {
      this.#turns.delete(turn)
      this.#post({ type: 'turn-over' })
    }
  }

  async close(withinMs: number): Promise<void> {
    this.#isClosed = true
    this.#send()
    this.#post({ type: 'close', withinMs })
    const late = new AbortController()
    const rest = wait(withinMs + SWEEP_EVERY_MS, undefined, { signal: late.signal }).catch(() => {})
    await Promise.race([this.#running.catch(() => {}), rest])
    late.abort()
    this.#end()
    await this.#thread.terminate()
  }

  #post(message: ToThread): void {
    this.#thread.postMessage(message)
  }

  #send(): void {
    if (this.#offered.length === 0) return
    const offered = packMessages(this.#waiting.nextNumber - this.#offered.length, this.#offered)
    this.#offered = []
    this.#thread.postMessage({ type: 'offer', packed: offered } satisfies ToThread, [offered.bytes.buffer])
  }

  #hear(message: Exclude<FromThread, { readonly type: 'ended' }>): void {
    switch (message.type) {
      case 'told':
        this.#outage = message.outage
        for (const event of message.events) this.#pass(event)
        for (const [id, answer] of unpackAnswers(message.answers)) {
          const request = this.#waiting.take(id)
          if (request) this.#answer(request, answer)
        }
        break
      case 'your-turn':
        this.#turns.get(message.turn)?.begin()
        break
      case 'no-turn':
        this.#turns.get(message.turn)?.refuse()
        break
    }
  }

  #pass(told: ToldEvent): void {
    if (told.type === 'outcomes') {
      this.#listener(unpackOutcomes(told.packed))
      return
    }
    const event =
      told.type === 'event'
        ? watchedEvent(told.event)
        : ({ ...told, type: 'batch-retrying', error: errorOf(told.error) } as const)
    this.#listener(event)
    this.#watcher(event)
  }

  #answer(request: WaitingRequest, answer: OutletAnswer): void {
    this.#bytes -= request.message.value.length
    request.answer(answer)
  }

  #answerTheLate(now: number): void {
    for (const request of this.#waiting.takeWhile(({ deadline }) => deadline <= now))
      this.#answer(request, UNKNOWN)
  }

  /** Of those that have no answer yet nobody will say what became of them. */
  #end(): void {
    this.#isClosed = true
    clearInterval(this.#sweep)
    this.#answerTheLate(Number.POSITIVE_INFINITY)
    for (const { refuse } of this.#turns.values()) refuse()
  }
}

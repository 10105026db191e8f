import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { oneLineError } from '../domain/shown-text.ts'
import { SourceName } from '../domain/source-name.ts'
import { Batch } from '../pipeline/commit/batch.ts'
import { GroupCommit } from '../pipeline/commit/group-commit.ts'
import type { TakeTurn } from '../pipeline/commit/turns.ts'
import type { BatchCommitted, PipelineEvent, PipelineListener } from '../pipeline/pipeline-event.ts'
import { MessageHandler } from '../pipeline/services/message-handler.ts'
import type { SourceSlice } from '../pipeline/source-slice.ts'
import type { Database } from '../stores/database.ts'
import type { NotTaken, Outlet, OutletAnswer, OutletMessage } from './outlet.ts'
import { RequestBacklog } from './request-backlog.ts'
import { RequestLimits } from './request-limits.ts'
import { RequestWriter } from './request-writer.ts'
import { StandingEntries } from './standing-entries.ts'
import { WaitingRequest } from './waiting-request.ts'

export interface DatabaseOutletOptions {
  /** For people only: every start is a source of its own. */
  readonly name: string
  /** The most messages of a transaction. */
  readonly batchSize: number
  readonly listener?: PipelineListener
  readonly handler?: MessageHandler
  /** How long after its arrival a request is answered at the latest, ms; default: 4.8 s, so that with the way back it is within 5 s. */
  readonly maxWaitMs?: number
}

/** The network's longest wait between two attempts; another process's lock on a SQLite file is rather polled. */
const LONGEST_DELAY_MS = { postgres: 1_000, sqlite: 25 } as const

const MAX_WAIT_MS = 4_800
const LEAST_WAIT_MS = 1_000
const SWEEP_EVERY_MS = 50

const notTaken = (why: string): NotTaken => ({ state: 'not_taken', why })
const TOO_LATE = notTaken('it waited too long for the database')
const STOPPING = notTaken('the service is stopping')

/**
 * Direct mode: requests are one more source of the pipeline, in the process's one group commit (CONTRACT §10). The commit is
 * the acknowledgement: an answer is given by the report of the batch, or says that there is none.
 */
export class DatabaseOutlet implements Outlet {
  readonly #entries: RequestBacklog
  readonly #occurrences: RequestBacklog
  readonly #writer: RequestWriter
  readonly #groupCommit: GroupCommit<RequestBacklog>
  readonly #limits: RequestLimits
  readonly #standing: StandingEntries
  readonly #maxWaitMs: number
  readonly #sweep: NodeJS.Timeout
  readonly #running: Promise<void>
  #isClosed = false
  #isWaking = false

  /** Stores the first position of this run's source, so that whether a COMMIT went through can always be told. */
  static async open(database: Database, options: DatabaseOutletOptions): Promise<DatabaseOutlet> {
    const source = SourceName.of('http', `${options.name}/${randomUUID()}`).text
    const first = (partition: number, messageKind: 'command' | 'occurrence'): SourceSlice => ({
      at: { source, partition },
      messageKind,
      messages: [],
      claim: { kind: 'advance', from: null, to: { nextOffset: 0, fingerprint: null } },
    })
    const batch = new Batch([first(0, 'command'), first(1, 'occurrence')], new MessageHandler())
    await batch.commit(database)
    return new DatabaseOutlet(database, source, options)
  }

  private constructor(database: Database, source: string, options: DatabaseOutletOptions) {
    const { batchSize, listener, handler, maxWaitMs = MAX_WAIT_MS } = options
    this.#maxWaitMs = maxWaitMs
    this.#entries = new RequestBacklog({ source, partition: 0 }, 'command')
    this.#occurrences = new RequestBacklog({ source, partition: 1 }, 'occurrence')
    this.#limits = new RequestLimits(batchSize)
    this.#standing = new StandingEntries(database)
    this.#writer = new RequestWriter(database, {
      longestDelayMs: LONGEST_DELAY_MS[database.dialect.name],
      listener: (event) => {
        this.#hear(event)
        listener?.(event)
      },
      ...(handler && { handler }),
    })
    this.#groupCommit = new GroupCommit((slices) => this.#write(slices), {
      batchSize,
      onCommitted: () => {},
      onFenced: () => {},
    })
    this.#groupCommit.add(this.#entries)
    this.#groupCommit.add(this.#occurrences)
    this.#sweep = setInterval(() => this.#answerTheLate(performance.now()), SWEEP_EVERY_MS)
    this.#running = this.#groupCommit.run().finally(() => this.#end(STOPPING))
    this.#running.catch(() => {})
  }

  /** Rejects with what ended the writing for good, and no retry cures; ends after {@link close}. */
  get running(): Promise<void> {
    return this.#running
  }

  /** For what people write beside the requests: a turn of the group commit (CONTRACT §10). */
  get takeTurn(): TakeTurn {
    return this.#groupCommit.takeTurn
  }

  get waiting(): number {
    const ofBacklog = ({ messages, taken }: RequestBacklog) =>
      messages + taken.filter(({ isAnswered }) => !isAnswered).length
    return ofBacklog(this.#entries) + ofBacklog(this.#occurrences) + this.#standing.waiting
  }

  get oldestWaitMs(): number {
    const since = [this.#entries, this.#occurrences].flatMap(({ oldest }) => oldest?.since ?? [])
    return since.length === 0 ? 0 : performance.now() - Math.min(...since)
  }

  get outage(): string | null {
    const { outage } = this.#writer
    // Nothing is tried while nothing waits: whoever asks then must ask the database itself.
    if (this.waiting === 0) return null
    return outage && `database: ${oneLineError(outage.message)}`
  }

  offer(message: OutletMessage): Promise<OutletAnswer> {
    if (this.#isClosed) return Promise.resolve(STOPPING)
    const backlog = message.kind === 'command' ? this.#entries : this.#occurrences
    const refusal = this.#limits.refusal({
      waiting: this.#entries.messages + this.#occurrences.messages,
      bytes: this.#entries.bytes + this.#occurrences.bytes + message.value.length,
    })
    if (refusal !== null) return Promise.resolve(notTaken(refusal))
    if (this.#isIdle) this.#writer.forgetOutage()
    const now = performance.now()
    const request = new WaitingRequest(message, now, now + this.#maxWaitMs - this.#waitedMs(message))
    backlog.add(request)
    this.#wakeSoon()
    return request.answered
  }

  async close(withinMs: number): Promise<void> {
    const until = performance.now() + withinMs
    this.#isClosed = true
    while (this.waiting > 0 && performance.now() < until) await wait(5)
    this.#groupCommit.stop()
    const late = new AbortController()
    const rest = wait(Math.max(0, until - performance.now()), undefined, { signal: late.signal })
    await Promise.race([this.#running.catch(() => {}), rest])
    late.abort()
    await rest.catch(() => {})
    this.#end(STOPPING)
  }

  /**
   * What has passed of its time before it came here: the caller's key and the activity may have been looked up. But not all of it: its
   * client may have sent it slowly, or the clock was set.
   */
  #waitedMs({ arrivedAt }: OutletMessage): number {
    return Math.max(0, Math.min(this.#maxWaitMs - LEAST_WAIT_MS, Date.now() - arrivedAt))
  }

  /** Nothing waits, and nothing is in a transaction. */
  get #isIdle(): boolean {
    return this.#entries.isEmpty && this.#occurrences.isEmpty
  }

  /** After the events of this turn of the event loop: what comes in at once goes into one transaction. */
  #wakeSoon(): void {
    if (this.#isWaking) return
    this.#isWaking = true
    setImmediate(() => {
      this.#isWaking = false
      this.#groupCommit.wake()
    })
  }

  async #write(slices: readonly SourceSlice[]): Promise<void> {
    const startedAt = performance.now()
    await this.#writer.write(slices)
    this.#limits.committed(performance.now() - startedAt)
  }

  #hear(event: PipelineEvent): void {
    if (event.type === 'batch-committed') this.#answer(event)
  }

  #answer({ decided }: BatchCommitted): void {
    const unseen: { request: WaitingRequest; decided: BatchCommitted['decided'][number] }[] = []
    for (const one of decided) {
      const { request: message, outcome, entry } = one
      const backlog = message.position.at.partition === 0 ? this.#entries : this.#occurrences
      const request = backlog.takenAt(message.position.offset)
      if (!request || request.isAnswered) continue
      const stands = outcome.outcome === 'duplicate' && entry === null && backlog === this.#entries
      if (stands) unseen.push({ request, decided: one })
      else request.answer({ state: 'decided', outcome, entry, position: message.position })
    }
    this.#standing.answer(unseen)
  }

  /** Those in hand too: if their batch can still be stopped, it is. */
  #answerTheLate(now: number): void {
    for (const backlog of [this.#entries, this.#occurrences]) {
      backlog.expire(now, TOO_LATE)
      for (const request of backlog.taken) {
        if (request.deadline > now || request.isAnswered) continue
        if (this.#writer.mayBeStored) request.answer({ state: 'unknown' })
        else {
          this.#writer.bar()
          request.answer(TOO_LATE)
        }
      }
    }
  }

  /** Nothing is written any more: all that wait are told. */
  #end(why: NotTaken): void {
    this.#isClosed = true
    clearInterval(this.#sweep)
    this.#answerTheLate(Number.POSITIVE_INFINITY)
    for (const backlog of [this.#entries, this.#occurrences]) backlog.expire(Number.POSITIVE_INFINITY, why)
  }
}

import type { DashboardEvent } from '../../live-view/dashboard-event.ts'
import type { BehaviorLogState, Watched } from '../../live-view/dashboard-state.ts'
import type { BatchCommitted, PipelineEvent } from '../../pipeline/pipeline-event.ts'
import { type Catalog, readCatalog } from '../../reads/live/read-catalog.ts'
import type { Database } from '../../stores/database.ts'
import { PauseGate } from '../pause-gate.ts'
import { BatchTally } from './batch-tally.ts'
import { DrawingThread } from './drawing-thread.ts'
import { RequestTally, type Underway } from './request-tally.ts'

/** How often the drawing thread hears of the pipeline, ms; never per message or batch. */
const FEED_EVERY_MS = 200

/** How often names, limits and stock are read again: other processes may have changed them. */
const NAMES_EVERY_MS = 2_000
const NAMES_AT_LEAST_EVERY_MS = 30_000

/** Reading them takes about this share of the time, however many there are. */
const NAMES_SHARE = 0.01

export interface LiveDashboardOptions extends Pick<Watched, 'mode' | 'source'> {
  /** As the user may see it. */
  readonly displayUrl: string
  /** True if messages come from standard input: keys then come from the terminal itself. */
  readonly stdinIsSource?: boolean
  /** Asks the run to stop: `q` and the first Ctrl-C; the second one ends the process (`StopSignals`). */
  readonly onQuit: () => void
  readonly onInterrupt: () => void
  /** Answers `e`: why this user was approved or rejected, as lines. */
  readonly explain?: (activityId: number, userId: number) => Promise<readonly string[]>
  /** How far the run is, asked at each feed. */
  readonly progress?: () => { readonly share: number | null; readonly skipped: number }
  /** What is under way in a service, asked at each feed. */
  readonly underway?: () => Underway
  /** The behaviour log of a service, asked at each feed. */
  readonly behaviorLog?: () => BehaviorLogState
}

/**
 * The dashboard of a run in this process. Hand {@link listen} what the pipeline reports, wait at {@link gate} between batches,
 * and {@link end} it before the summary is printed: the terminal is then as it was.
 */
export class LiveDashboard {
  readonly gate = new PauseGate()
  readonly #options: LiveDashboardOptions
  readonly #thread: DrawingThread
  readonly #tally = new BatchTally()
  readonly #requests = new RequestTally()
  readonly #feeding: NodeJS.Timeout
  /** What this run has changed since the names began to be read. */
  readonly #changed = { stock: new Map<number, number>(), approvedCount: new Map<number, number>() }
  #naming: NodeJS.Timeout | undefined
  #isOver = false
  #pending: DashboardEvent[] = []

  /** Needs a terminal on stdout. The screen is taken when the first frame is ready; a shorter run leaves no trace. */
  constructor(options: LiveDashboardOptions) {
    const { mode, source, displayUrl, stdinIsSource = false, explain } = options
    this.#options = options
    this.#thread = new DrawingThread(
      { mode, source, database: displayUrl, startedAt: Date.now(), canExplain: explain !== undefined },
      stdinIsSource,
      {
        action: (action) => {
          if (action === 'pause') this.gate.toggle()
          else if (action === 'quit') options.onQuit()
          else options.onInterrupt()
        },
        explain: (activityId, userId) => void this.#explain(activityId, userId),
      },
    )
    this.gate.onChange((isPaused) => this.send({ type: 'paused', isPaused }))
    this.#feeding = setInterval(() => this.#feed(), FEED_EVERY_MS)
  }

  /** For `BatchWriter`: adds up, and keeps nothing of the event. */
  readonly listen = (event: PipelineEvent): void => {
    if (event.type === 'batch-committed') {
      this.#tally.add(event, Date.now())
      this.#keepChanged(event)
      return
    }
    const { error, attempt, delayMs } = event
    const at = Date.now()
    // `consume` has a log of its own.
    if (this.#options.mode === 'replay') this.send({ type: 'log', at, line: error.message })
    this.sendNow([{ type: 'retrying', at, error: error.message, attempt, delayMs }])
  }

  /** Hears of a request that a service has answered; `latencyMs` is null where it says nothing. */
  request(latencyMs: number | null): void {
    this.#requests.add(latencyMs)
  }

  /** Anything else that the dashboard should know, after the batches before it; shown with the next frame. */
  send(event: DashboardEvent): void {
    this.#takeTally()
    this.#pending.push(event)
  }

  /** Events that are rare enough to be shown at once. */
  sendNow(events: readonly DashboardEvent[]): void {
    for (const event of events) this.send(event)
    this.#feed()
  }

  /** Names, limits and stock: now, and from time to time, since other processes may change them. It never throws. */
  async followNames(database: Database): Promise<void> {
    const startedAt = performance.now()
    let cost = 0
    for (const changed of [this.#changed.stock, this.#changed.approvedCount]) changed.clear()
    try {
      this.send({ type: 'catalog', ...this.#withChanges(await readCatalog(database)) })
      cost = performance.now() - startedAt
    } catch {
      // The database is away: who writes to it says so. The next time is soon.
    }
    if (this.#isOver) return
    const rest = Math.min(NAMES_AT_LEAST_EVERY_MS, Math.max(NAMES_EVERY_MS, cost / NAMES_SHARE))
    this.#naming = setTimeout(() => void this.followNames(database), rest)
  }

  /** Shows the end, and gives the terminal back. */
  async end(): Promise<void> {
    this.#isOver = true
    clearTimeout(this.#naming)
    clearInterval(this.#feeding)
    this.gate.resume()
    this.sendNow([{ type: 'done' }])
    await this.#thread.end()
  }

  #feed(): void {
    this.#takeTally()
    const progress = this.#options.progress?.()
    const events = this.#pending
    const underway = this.#options.underway?.()
    if (underway) events.push(this.#requests.take(underway))
    const behaviorLog = this.#options.behaviorLog?.()
    if (behaviorLog) events.push({ type: 'behavior-log', ...behaviorLog })
    if (progress) events.push({ type: 'progress', ...progress })
    this.#pending = []
    if (events.length > 0) this.#thread.send(events)
  }

  /** Events are told in the order in which they happened. */
  #takeTally(): void {
    const batches = this.#tally.take()
    if (batches) this.#pending.push(batches)
  }

  #keepChanged({ products, activities }: BatchCommitted): void {
    for (const { id, stock } of products) this.#changed.stock.set(id, stock)
    for (const { id, approvedCount } of activities) this.#changed.approvedCount.set(id, approvedCount)
  }

  /** What this run committed while the rows were read is newer than they are. */
  #withChanges({ products, activities, events }: Catalog): Catalog {
    const { stock, approvedCount } = this.#changed
    return {
      products: products.map((row) => ({ ...row, stock: stock.get(row.id) ?? row.stock })),
      activities: activities.map((row) => ({
        ...row,
        approvedCount: approvedCount.get(row.id) ?? row.approvedCount,
      })),
      events,
    }
  }

  async #explain(activityId: number, userId: number): Promise<void> {
    const lines = await this.#options.explain?.(activityId, userId).catch((error: Error) => [error.message])
    this.sendNow([{ type: 'explained', activityId, userId, lines: lines ?? [] }])
  }
}

import type { PipelineEvent } from '../../pipeline/pipeline-event.ts'
import type { Database } from '../../stores/database.ts'
import { PauseGate } from '../pause-gate.ts'
import type { DashboardEvent } from '../state/dashboard-event.ts'
import type { Watched } from '../state/dashboard-state.ts'
import { readCatalog } from '../watch/read-catalog.ts'
import { BatchTally } from './batch-tally.ts'
import { DrawingThread } from './drawing-thread.ts'

/** How often the drawing thread hears of the pipeline, ms; never per message or batch. */
const FEED_EVERY_MS = 200

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
  readonly #feeding: NodeJS.Timeout
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
          if (action === 'pause') this.gate.pause()
          else if (action === 'resume') this.gate.resume()
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
      return
    }
    const { error, attempt, delayMs } = event
    this.sendNow([{ type: 'retrying', at: Date.now(), error: error.message, attempt, delayMs }])
  }

  /** Anything else that the dashboard should know; shown with the next frame. */
  send(event: DashboardEvent): void {
    this.#pending.push(event)
  }

  /** Events that are rare enough to be shown at once. */
  sendNow(events: readonly DashboardEvent[]): void {
    this.#pending.push(...events)
    this.#feed()
  }

  /** Names, limits and stock; again whenever other processes may have changed them. It never throws. */
  async readNames(database: Database): Promise<void> {
    try {
      this.send({ type: 'catalog', ...(await readCatalog(database)) })
    } catch (error) {
      this.send({ type: 'log', at: Date.now(), line: `names can't be read: ${(error as Error).message}` })
    }
  }

  /** Shows the end, and gives the terminal back. */
  async end(): Promise<void> {
    clearInterval(this.#feeding)
    this.gate.resume()
    this.sendNow([{ type: 'done' }])
    await this.#thread.end()
  }

  #feed(): void {
    const batches = this.#tally.take()
    const progress = this.#options.progress?.()
    const events: DashboardEvent[] = [...(batches ? [batches] : []), ...this.#pending]
    if (progress) events.push({ type: 'progress', ...progress })
    this.#pending = []
    if (events.length > 0) this.#thread.send(events)
  }

  async #explain(activityId: number, userId: number): Promise<void> {
    const lines = await this.#options.explain?.(activityId, userId).catch((error: Error) => [error.message])
    this.sendNow([{ type: 'explained', lines: lines ?? [] }])
  }
}

import type { Sent } from '../../http/server/sent.ts'
import type { LogTarget } from '../../monitoring/log-stream.ts'
import type { PipelineEvent } from '../../pipeline/pipeline-event.ts'
import type { Database } from '../../stores/database.ts'
import { CommandError } from '../shared/command-error.ts'
import { isDashboardWanted, showDashboard } from '../shared/show-dashboard.ts'
import type { ServeOptions } from './serve-options.ts'
import type { EntryService } from './service/entry-service.ts'

type Dashboard = NonNullable<Awaited<ReturnType<typeof showDashboard>>>

/** The route whose users wait for a decision. */
const ENTRY_ROUTE = 'postEntry'

/** The dashboard of `axon serve`. While it has the screen, it shows what is written to stderr on the same terminal. */
export class ServeDashboard implements LogTarget {
  readonly #options: ServeOptions
  #dashboard: Dashboard | null = null

  /** False while the dashboard is to come: lines in it have no colours. */
  readonly isTTY: boolean
  readonly isWanted: boolean

  /** @throws CommandError for `--dashboard` without a terminal, or where behaviours are written. */
  constructor(given: ServeOptions) {
    const options = besidesBehaviors(given)
    this.#options = options
    this.isWanted = isDashboardWanted(options, false)
    this.isTTY = process.stderr.isTTY === true && !this.isWanted
  }

  write(text: string): void {
    process.stderr.write(text)
  }

  /** Shows it on a terminal, unless it is not wanted. */
  async show(service: EntryService, database: Database, stopping: AbortSignal): Promise<void> {
    this.#dashboard = await showDashboard(this.#options, {
      mode: 'serve',
      source: service.url,
      database,
      stopping,
      stdinIsSource: false,
      underway: () => service.underway,
      behaviorLog: service.behaviorLog,
    })
  }

  readonly listen = (event: PipelineEvent): void => {
    this.#dashboard?.listen(event)
  }

  readonly onAnswered = ({ route, outcome }: Sent, elapsedMs: number): void => {
    this.#dashboard?.request(route === ENTRY_ROUTE && outcome !== 'taken' ? elapsedMs : null)
  }

  /** Gives the terminal back. */
  async end(): Promise<void> {
    const dashboard = this.#dashboard
    this.#dashboard = null
    await dashboard?.end()
  }
}

/** Lines of behaviours and a dashboard have no room on one screen. */
function besidesBehaviors(options: ServeOptions): ServeOptions {
  if (options.behaviorLog?.kind !== 'stdout') return options
  if (options.dashboard)
    throw new CommandError('--dashboard and --behavior-log stdout want the same screen: leave one out', 2)
  return { ...options, dashboard: false }
}

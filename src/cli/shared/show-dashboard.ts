import type { LiveDashboard, LiveDashboardOptions } from '../../dashboard/live/live-dashboard.ts'
import type { Database } from '../../stores/database.ts'
import { isDumbTerminal, requireScreen } from './require-screen.ts'

export interface DashboardChoice {
  /** `--dashboard`, `--no-dashboard`; undefined: neither was given. */
  readonly dashboard?: boolean
  readonly json?: boolean
}

export interface ShownRun
  extends Pick<LiveDashboardOptions, 'mode' | 'source' | 'progress' | 'underway' | 'behaviorLog'> {
  readonly database: Database
  readonly stdinIsSource: boolean
  /** Aborted when the run was asked to stop; shown while the batch in hand is finished. */
  readonly stopping?: AbortSignal
}

/**
 * The dashboard of `replay`, `consume` and `serve`, or null where none is wanted: on a terminal it is shown unless `--no-dashboard`,
 * `--json` or a CI job says otherwise. @throws CommandError for `--dashboard` without a terminal.
 */
export async function showDashboard(choice: DashboardChoice, run: ShownRun): Promise<LiveDashboard | null> {
  if (!isDashboardWanted(choice, run.stdinIsSource)) return null
  const { LiveDashboard } = await import('../../dashboard/live/live-dashboard.ts')
  const { database, stopping, ...options } = run
  const interrupt = (): void => {
    process.kill(process.pid, 'SIGINT')
  }
  const dashboard = new LiveDashboard({
    ...options,
    displayUrl: database.displayUrl,
    onQuit: interrupt,
    onInterrupt: interrupt,
    explain: async (activityId, userId) => explainLines(database, activityId, userId),
  })
  stopping?.addEventListener('abort', () => dashboard.send({ type: 'stopping' }))
  await dashboard.followNames(database)
  return dashboard
}

/** The answer to `e`, as `axon explain` would print it. */
export async function explainLines(
  database: Database,
  activityId: number,
  userId: number,
): Promise<readonly string[]> {
  const { explain } = await import('../../reads/explain.ts')
  const { explainText } = await import('./explain-text.ts')
  const explanation = await explain(database, { activityId, userId })
  return explanation ? explainText(explanation).split('\n') : ['no request of this user was decided yet']
}

export function isDashboardWanted({ dashboard, json }: DashboardChoice, stdinIsSource: boolean): boolean {
  if (dashboard === false) return false
  if (dashboard === true) {
    requireScreen('--dashboard', ': leave it out where standard output is none')
    return true
  }
  const typesMessages = stdinIsSource && process.stdin.isTTY
  const isPlain = isDumbTerminal() || (process.env.CI ?? '') !== ''
  return process.stdout.isTTY === true && !json && !typesMessages && !isPlain
}

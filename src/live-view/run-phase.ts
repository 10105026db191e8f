import { formatCount } from '../domain/format-count.ts'
import type { DashboardState, Retrying } from './dashboard-state.ts'
import { formatSpan } from './format.ts'
import { readOf } from './outcome-counts.ts'

export type PhaseName =
  | 'starting'
  | 'running'
  | 'paused'
  | 'catching up'
  | 'counting'
  | 'retrying'
  | 'waiting'
  | 'stopping'
  | 'done'

export interface RunPhase {
  readonly name: PhaseName
  /** More about it, in words; may be empty. */
  readonly detail: string
}

/** A lag that the present rate works off within this time is no backlog, ms. */
const BACKLOG_MS = 5_000
const LEAST_BACKLOG = 1_000

/** What the run is doing; of several things, the one that an operator must know first. */
export function runPhase(state: DashboardState): RunPhase {
  const { run, watched } = state
  if (run.isDone) return { name: 'done', detail: '' }
  if (run.isStopping) return { name: 'stopping', detail: 'the batch in hand is being finished' }
  if (run.waiting !== null) return { name: 'waiting', detail: run.waiting }
  if (run.retrying) return { name: 'retrying', detail: retryText(run.retrying, state.now) }
  if (run.suspended !== null) return { name: 'retrying', detail: run.suspended }
  if (run.broker) return { name: 'retrying', detail: retryText(run.broker, state.now) }
  if (run.isPaused) {
    const what = watched.mode === 'watch' ? 'what is shown stands still' : 'nothing is consumed'
    return { name: 'paused', detail: `${what}: p goes on` }
  }
  if (run.isCounting) return { name: 'counting', detail: 'a large database: totals come in' }
  return busyPhase(state)
}

function busyPhase(state: DashboardState): RunPhase {
  const { run, watched, flow } = state
  if (readOf(state.outcomes) === 0 && run.skipped > 0)
    return { name: 'catching up', detail: `${formatCount(run.skipped)} messages were processed before` }
  const lag = totalLag(state)
  const perSecond = flow.throughput.at(-1) ?? 0
  if (lag !== null && lag > Math.max(LEAST_BACKLOG, (perSecond * BACKLOG_MS) / 1_000)) {
    const left = perSecond > 0 ? `, ${formatSpan((lag / perSecond) * 1_000)} left` : ''
    return { name: 'catching up', detail: `lag ${formatCount(lag)}${left}` }
  }
  const isRun = watched.mode === 'replay' || watched.mode === 'consume'
  const isWaitingForFirst = isRun && flow.batches === 0
  return { name: isWaitingForFirst ? 'starting' : 'running', detail: '' }
}

/** Of all partitions whose lag is known; null if none is. */
export function totalLag({ partitions }: DashboardState): number | null {
  let sum: number | null = null
  for (const { lag } of partitions.values()) if (lag !== null) sum = (sum ?? 0) + lag
  return sum
}

/** Short before the error: it has to be read on 80 columns. */
function retryText({ error, attempt, retryAt }: Retrying, now: number): string {
  const left = retryAt - now
  return `retry ${attempt} ${left > 0 ? `in ${formatSpan(left)}` : 'now'}: ${error}`
}

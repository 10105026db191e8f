import { BOUNDS, keepLast } from '../bounds.ts'
import type { DashboardEvent } from '../dashboard-event.ts'
import type { DashboardState, Run } from '../dashboard-state.ts'
import { reduceBatches } from './reduce-batches.ts'
import { reduceCatalog } from './reduce-catalog.ts'
import { reduceKey } from './reduce-key.ts'
import { reducePartitions } from './reduce-partitions.ts'
import { reducePolled } from './reduce-polled.ts'
import { reduceRequests } from './reduce-requests.ts'
import { reduceTick } from './reduce-tick.ts'

/** The next state of the dashboard: pure, so that any frame can be told from what happened before it. */
export function reduce(state: DashboardState, event: DashboardEvent): DashboardState {
  switch (event.type) {
    case 'catalog':
      return reduceCatalog(state, event)
    case 'batches':
      return reduceBatches(state, event)
    case 'polled':
      return reducePolled(state, event)
    case 'requests':
      return reduceRequests(state, event)
    case 'behavior-log': {
      const { type: _, ...behaviorLog } = event
      return { ...state, behaviorLog }
    }
    case 'partitions':
      return reducePartitions(state, event.partitions)
    case 'tick':
      return reduceTick(state, event.now)
    case 'key':
      return reduceKey(state, event.key)
    case 'retrying': {
      const { error, attempt, at, delayMs } = event
      const flow = { ...state.flow, retries: state.flow.retries + 1 }
      return withRun({ ...state, flow }, { retrying: { error, attempt, retryAt: at + delayMs } })
    }
    case 'broker-retrying': {
      const { error, attempt, at, delayMs } = event
      return withRun(state, { broker: { error, attempt, retryAt: at + delayMs } })
    }
    case 'broker-answered':
      return withRun(state, { broker: null })
    case 'waiting':
      return withRun(state, { waiting: event.reason })
    case 'suspended':
      return withRun(
        state,
        event.reason === null ? { suspended: null, retrying: null } : { suspended: event.reason },
      )
    case 'paused':
      return withRun(state, { isPaused: event.isPaused })
    case 'progress':
      return withRun(state, { share: event.share, skipped: event.skipped })
    case 'stopping':
      return withRun(state, { isStopping: true })
    case 'done':
      return withRun(state, { isDone: true, retrying: null, broker: null })
    case 'log':
      return { ...state, log: keepLast(state.log, [{ at: event.at, line: event.line }], BOUNDS.logLines) }
    case 'explained':
      return withAnswer(state, event)
    case 'resized':
      return { ...state, size: { columns: event.columns, rows: event.rows } }
  }
}

const withRun = (state: DashboardState, run: Partial<Run>): DashboardState => ({
  ...state,
  run: { ...state.run, ...run },
})

/** An answer that comes late, to another question than the one that is asked now, is dropped. */
function withAnswer(
  state: DashboardState,
  { activityId, userId, lines }: Extract<DashboardEvent, { type: 'explained' }>,
): DashboardState {
  const { overlay } = state.view
  if (overlay?.name !== 'explain') return state
  if (overlay.activityId !== activityId || overlay.userId !== userId) return state
  return { ...state, view: { ...state.view, overlay: { ...overlay, lines } } }
}

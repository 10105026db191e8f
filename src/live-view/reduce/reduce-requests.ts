import { BOUNDS, keepLast } from '../bounds.ts'
import type { RequestsAnswered } from '../dashboard-event.ts'
import type { DashboardState } from '../dashboard-state.ts'

const NONE = { answered: 0, perSecond: 0, latencyMs: [], waiting: 0, streams: 0, sampledAnswered: 0 }

/** What a service has answered: added up; what is on its way replaces what was. */
export function reduceRequests(state: DashboardState, event: RequestsAnswered): DashboardState {
  const known = state.requests ?? NONE
  const { waiting, streams } = event
  return {
    ...state,
    requests: {
      ...known,
      answered: known.answered + event.answered,
      latencyMs: keepLast(known.latencyMs, event.latencyMs, BOUNDS.latencies),
      waiting,
      streams,
    },
  }
}

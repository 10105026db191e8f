import { BOUNDS, keepNewest } from '../bounds.ts'
import type { DatabasePolled } from '../dashboard-event.ts'
import type { DashboardState } from '../dashboard-state.ts'
import { reducePartitions } from './reduce-partitions.ts'

/** A look at the database: its totals take the place of those before. */
export function reducePolled(state: DashboardState, event: DatabasePolled): DashboardState {
  const isCounting = event.counted !== null
  const wasCounting = state.run.isCounting || state.flow.sampled === null
  const base = event.isReset ? emptied(state) : state
  const next: DashboardState = {
    ...base,
    occurrences: keepNewest(event.occurrences, base.occurrences, BOUNDS.occurrences),
    refusals: event.refusals ? keepNewest(event.refusals, [], BOUNDS.refusals) : base.refusals,
    deadLetters: event.deadLetters ? keepNewest(event.deadLetters, [], BOUNDS.deadLetters) : base.deadLetters,
    run: { ...state.run, waiting: null, isCounting, share: event.counted },
    outcomes: event.outcomes,
    rejectedByReason: event.rejectedByReason,
    deadLetterByReason: event.deadLetterByReason,
    // What was there before is no throughput: the first sample starts when all of it is counted.
    flow: wasCounting || event.isReset ? { ...state.flow, sampled: null } : state.flow,
  }
  return reducePartitions(
    next,
    event.positions.map((position) => ({ ...position, state: 'stored' as const })),
  )
}

const emptied = (state: DashboardState): DashboardState => ({
  ...state,
  products: new Map(),
  activities: new Map(),
  events: new Map(),
  occurrences: [],
  refusals: [],
  deadLetters: [],
  partitions: new Map(),
})

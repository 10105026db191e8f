import { BOUNDS, keepLast, keepNewest } from '../bounds.ts'
import type { BatchesCommitted, Newest } from '../dashboard-event.ts'
import type { DashboardState } from '../dashboard-state.ts'
import { addOutcomes, addReasons } from '../outcome-counts.ts'
import type { ActivityView, ProductView } from '../views.ts'
import { reducePartitions } from './reduce-partitions.ts'

/** Committed batches: added to the ledger; what they changed replaces what was known. */
export function reduceBatches(state: DashboardState, event: BatchesCommitted): DashboardState {
  const { flow, run } = state
  const next: DashboardState = {
    ...withNewest(state, event),
    run: { ...run, retrying: null, waiting: null },
    outcomes: addOutcomes(state.outcomes, event.outcomes),
    rejectedByReason: addReasons(state.rejectedByReason, event.rejectedByReason),
    deadLetterByReason: addReasons(state.deadLetterByReason, event.deadLetterByReason),
    products: withStock(state.products, event.products),
    activities: withActivities(state.activities, event.activities),
    flow: {
      ...flow,
      batches: flow.batches + event.batches,
      lastBatchSize: event.lastBatchSize,
      commitMs: keepLast(flow.commitMs, event.commitMs, BOUNDS.commitTimes),
    },
  }
  return reducePartitions(next, event.positions)
}

function withNewest(state: DashboardState, newest: Newest): DashboardState {
  return {
    ...state,
    occurrences: keepNewest(newest.occurrences, state.occurrences, BOUNDS.occurrences),
    refusals: keepNewest(newest.refusals, state.refusals, BOUNDS.refusals),
    deadLetters: keepNewest(newest.deadLetters, state.deadLetters, BOUNDS.deadLetters),
  }
}

function withStock(
  products: DashboardState['products'],
  changed: BatchesCommitted['products'],
): ReadonlyMap<number, ProductView> {
  if (changed.length === 0) return products
  const next = new Map(products)
  for (const { id, stock } of changed) {
    const known = next.get(id)
    if (known) next.set(id, { ...known, stock })
    else if (next.size < BOUNDS.products) next.set(id, unnamedProduct(id, stock))
  }
  return next
}

function withActivities(
  activities: DashboardState['activities'],
  changed: BatchesCommitted['activities'],
): ReadonlyMap<number, ActivityView> {
  if (changed.length === 0) return activities
  const next = new Map(activities)
  for (const { id, productId, status, approvedCount, limitCount, startDate, endDate } of changed) {
    const known = next.get(id)
    if (!known && next.size >= BOUNDS.activities) continue
    const name = known?.name ?? `activity ${id}`
    next.set(id, { id, name, productId, status, approvedCount, limitCount, startDate, endDate })
  }
  return next
}

/** Seeded after the names were read. */
const unnamedProduct = (id: number, stock: number): ProductView => ({
  id,
  name: `product ${id}`,
  stock,
  initialStock: stock,
  soldPerSecond: 0,
  sampledStock: stock,
})

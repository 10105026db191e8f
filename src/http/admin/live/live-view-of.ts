import type { LiveView } from '../../../admin-api/live.ts'
import { isoInstant } from '../../../domain/iso-instant.ts'
import { isoOrNull } from '../../../domain/text/iso-or-null.ts'
import type { DashboardState } from '../../../live-view/dashboard-state.ts'
import { openingOf } from '../../../live-view/opening.ts'

/** Rows that a page is shown of a list; what is going on comes first. */
const MOST_ROWS = 200
const MOST_NEWEST = 50

/** The state of the dashboard as a page is sent it. */
export function liveViewOf(state: DashboardState): LiveView {
  const { run, flow } = state
  return {
    now: isoInstant(state.now),
    waiting: run.waiting,
    counted: run.isCounting ? run.share : null,
    outcomes: { ...state.outcomes },
    rejectedByReason: { ...state.rejectedByReason },
    deadLetterByReason: { ...state.deadLetterByReason },
    throughput: [...flow.throughput],
    ...forSale(state),
    occurrences: state.occurrences.slice(0, MOST_NEWEST).map((occurrence) => {
      const { key, occurredAt, eventId, userId, pageUrl, entry } = occurrence
      const event = state.events.get(eventId)
      return {
        ...{ key, occurredAt: isoInstant(occurredAt), eventId, userId, pageUrl },
        eventName: event?.name ?? null,
        triggerType: event?.triggerType ?? null,
        activityId: entry?.campaignActivityId ?? null,
      }
    }),
    refusals: state.refusals
      .slice(0, MOST_NEWEST)
      .map(({ key, at, userId, campaignActivityId: activityId, reason }) => {
        const activityName = state.activities.get(activityId)?.name ?? null
        return { key, at: isoInstant(at), userId, activityId, activityName, reason }
      }),
    deadLetters: state.deadLetters.slice(0, MOST_NEWEST).map(({ key, at, reason, error, status, place }) => ({
      ...{ key, at: isoInstant(at), reason, error, status },
      place: { ...place },
    })),
  }
}

/** Activities that are ACTIVE, then the others; their products, then the others. */
function forSale(state: DashboardState): Pick<LiveView, 'products' | 'activities'> {
  const activities = [...state.activities.values()]
    .sort((a, b) => Number(b.status === 'ACTIVE') - Number(a.status === 'ACTIVE') || a.id - b.id)
    .slice(0, MOST_ROWS)
  const named = new Set(activities.map(({ productId }) => productId))
  const products = [...state.products.values()]
    .sort((a, b) => Number(named.has(b.id)) - Number(named.has(a.id)) || a.id - b.id)
    .slice(0, MOST_ROWS)
  return {
    products: products.map(({ id, name, stock, initialStock, soldPerSecond }) => ({
      ...{ id, name, stock, initialStock },
      soldPerSecond: Math.round(soldPerSecond * 10) / 10,
    })),
    activities: activities.map((activity) => {
      const { id, name, productId, status, approvedCount, limitCount, startDate, endDate } = activity
      return {
        ...{ id, name, productId, status, opening: openingOf(state, activity), approvedCount, limitCount },
        startDate: isoOrNull(startDate),
        endDate: isoOrNull(endDate),
      }
    }),
  }
}

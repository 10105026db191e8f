import type { DashboardState } from './dashboard-state.ts'
import { type Panel, SORTS } from './panel.ts'
import { partitionKey } from './partition-key.ts'
import type {
  ActivityView,
  DeadLetterView,
  OccurrenceView,
  PartitionView,
  ProductView,
  RefusalView,
} from './views.ts'

/** The rows of one panel, filtered and sorted as the view says. */
export interface Lists {
  readonly stock: readonly ProductView[]
  readonly activities: readonly ActivityView[]
  readonly occurrences: readonly OccurrenceView[]
  readonly outcomes: readonly RefusalView[]
  readonly flow: readonly never[]
  readonly 'dead-letters': readonly DeadLetterView[]
  readonly partitions: readonly PartitionView[]
}

const remembered = new WeakMap<DashboardState, Partial<{ [P in Panel]: Lists[P] }>>()

/** What the panel lists; worked out once per state. */
export function listed<P extends Panel>(state: DashboardState, panel: P): Lists[P] {
  let lists = remembered.get(state)
  if (!lists) {
    lists = {}
    remembered.set(state, lists)
  }
  const rows = lists[panel] ?? LISTS[panel](state)
  lists[panel] = rows as (typeof lists)[P]
  return rows as Lists[P]
}

const LISTS: { readonly [P in Panel]: (state: DashboardState) => Lists[P] } = {
  stock: (state) => {
    const rows = [...state.products.values()].filter(matching(state, ({ id, name }) => `${id} ${name}`))
    switch (sortOf(state, 'stock')) {
      case 'least left':
        return rows.sort((a, b) => shareLeft(a) - shareLeft(b) || a.id - b.id)
      case 'fastest':
        return rows.sort((a, b) => b.soldPerSecond - a.soldPerSecond || a.id - b.id)
      case 'name':
        return rows.sort((a, b) => a.name.localeCompare(b.name, 'ko'))
      default:
        return rows.sort((a, b) => a.id - b.id)
    }
  },
  activities: (state) => {
    const rows = [...state.activities.values()].filter(
      matching(state, (row) => `${row.id} ${row.name} ${row.status} ${productName(state, row.productId)}`),
    )
    switch (sortOf(state, 'activities')) {
      case 'fullest':
        return rows.sort((a, b) => shareTaken(b) - shareTaken(a) || a.id - b.id)
      case 'ends first':
        return rows.sort((a, b) => (a.endDate ?? Infinity) - (b.endDate ?? Infinity) || a.id - b.id)
      case 'name':
        return rows.sort((a, b) => a.name.localeCompare(b.name, 'ko'))
      default:
        return rows.sort((a, b) => a.id - b.id)
    }
  },
  occurrences: (state) => {
    const rows = state.occurrences.filter(
      matching(state, (row) => {
        const event = state.events.get(row.eventId)
        return `${event?.name} ${event?.triggerType} ${row.userId} ${row.context} ${occurrenceProduct(state, row)}`
      }),
    )
    switch (sortOf(state, 'occurrences')) {
      case 'user':
        return [...rows].sort((a, b) => (a.userId ?? Infinity) - (b.userId ?? Infinity) || b.key - a.key)
      case 'event':
        return [...rows].sort((a, b) => a.eventId - b.eventId || b.key - a.key)
      default:
        return rows
    }
  },
  outcomes: (state) => {
    const rows = state.refusals.filter(
      matching(state, ({ userId, reason, campaignActivityId }) => {
        const activity = state.activities.get(campaignActivityId)
        return `${userId} ${reason} ${activity?.name} ${productName(state, activity?.productId ?? null)}`
      }),
    )
    switch (sortOf(state, 'outcomes')) {
      case 'user':
        return [...rows].sort((a, b) => a.userId - b.userId || b.key - a.key)
      case 'reason':
        return [...rows].sort((a, b) => a.reason.localeCompare(b.reason) || b.key - a.key)
      default:
        return rows
    }
  },
  flow: () => [],
  'dead-letters': (state) => {
    const rows = state.deadLetters.filter(
      matching(state, ({ reason, error, payload }) => `${reason} ${error} ${payload}`),
    )
    if (sortOf(state, 'dead-letters') !== 'reason') return rows
    return [...rows].sort((a, b) => a.reason.localeCompare(b.reason) || b.key - a.key)
  },
  partitions: (state) => {
    const rows = [...state.partitions.values()].filter(
      matching(state, ({ source, partition }) => `${source} ${partition}`),
    )
    if (sortOf(state, 'partitions') === 'lag') return rows.sort((a, b) => (b.lag ?? -1) - (a.lag ?? -1))
    return rows.sort((a, b) => a.source.localeCompare(b.source) || a.partition - b.partition)
  },
}

/** What tells a row from the others of its panel, however they are sorted. */
export function rowKey(panel: Panel, row: Lists[Panel][number]): string {
  if (panel === 'partitions') return partitionKey(row as PartitionView)
  return 'key' in row ? String(row.key) : 'id' in row ? String(row.id) : ''
}

/** Where the selected row stands; the first if it has gone. */
export function selectedIndex(state: DashboardState, panel: Panel): number {
  const key = state.view.selected[panel]
  if (key === null) return 0
  const rows: readonly Lists[Panel][number][] = listed(state, panel)
  return Math.max(
    0,
    rows.findIndex((row) => rowKey(panel, row) === key),
  )
}

const sortOf = ({ view }: DashboardState, panel: Panel): string | undefined =>
  SORTS[panel][view.sort[panel] % SORTS[panel].length]

const shareLeft = ({ stock, initialStock }: ProductView): number =>
  initialStock > 0 ? stock / initialStock : 0

const shareTaken = ({ approvedCount, limitCount }: ActivityView): number =>
  limitCount === null ? -1 : limitCount === 0 ? 1 : approvedCount / limitCount

const productName = ({ products }: DashboardState, id: number | null): string =>
  id === null ? '' : (products.get(id)?.name ?? '')

const occurrenceProduct = (state: DashboardState, { entry }: OccurrenceView): string =>
  entry ? productName(state, state.activities.get(entry.campaignActivityId)?.productId ?? null) : ''

/** Rows whose text holds every word of the filter, whatever their case. */
function matching<Row>({ view }: DashboardState, textOf: (row: Row) => string): (row: Row) => boolean {
  const words = view.filter.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return () => true
  return (row) => {
    const text = textOf(row).normalize('NFC').toLowerCase()
    return words.every((word) => text.includes(word))
  }
}

import { formatCount } from '../../domain/format-count.ts'
import type { PartitionPosition } from '../../domain/partition-position.ts'
import { countsText } from '../../domain/text/counts-text.ts'
import type { DeadLetterCount } from '../../reads/dead-letters/dead-letter-counts.ts'
import type { ActivityStatusRow } from '../../reads/status/activity-status.ts'
import type { OccurrenceCount } from '../../reads/status/occurrence-counts.ts'
import type { ProductStatus } from '../../reads/status/status-reader.ts'
import type { TableColumn } from '../shared/tables/table-column.ts'

const NAME = { at: 'end', least: 16 } as const

export const PRODUCTS: readonly TableColumn<ProductStatus>[] = [
  { title: 'id', cell: ({ id }) => String(id) },
  { title: 'product', cell: ({ productName }) => productName, cut: NAME },
  {
    title: 'left',
    cell: ({ stock, initialStock }) => `stock ${formatCount(stock)} of ${formatCount(initialStock)}`,
  },
  { title: 'sold', cell: ({ sold }) => `${formatCount(sold)} sold`, leaveOut: { turn: 1 } },
]

export const ACTIVITIES: readonly TableColumn<ActivityStatusRow>[] = [
  { title: 'id', cell: ({ id }) => String(id) },
  { title: 'activity', cell: ({ name }) => name, cut: NAME },
  { title: 'status', cell: ({ status }) => status },
  {
    title: 'approved',
    cell: ({ approved, limitCount }) => `${formatCount(approved)} approved${limitText(limitCount)}`,
    short: {
      turn: 3,
      cell: ({ approved, limitCount }) =>
        `${formatCount(approved)}${limitCount === null ? '' : limitText(limitCount)}`,
    },
  },
  {
    title: 'rejected',
    cell: ({ rejected, rejectedByReason }) =>
      `${formatCount(rejected)} rejected${countsText(rejectedByReason, [' (', ')'])}`,
    short: { turn: 1, cell: ({ rejected }) => `${formatCount(rejected)} rejected`, without: 'reasons' },
  },
  { title: 'period', cell: period, leaveOut: { turn: 2 } },
]

export const OCCURRENCES: readonly TableColumn<OccurrenceCount>[] = [
  { title: 'event', cell: ({ eventId }) => String(eventId) },
  { title: 'name', cell: ({ eventName }) => eventName ?? 'unknown', cut: NAME },
  { title: 'trigger', cell: ({ triggerType }) => triggerType ?? 'unknown', cut: NAME },
  { title: 'occurrences', cell: ({ count }) => count },
]

export const DEAD_LETTERS: readonly TableColumn<DeadLetterCount>[] = [
  { title: 'reason', cell: ({ reason }) => reason },
  { title: 'status', cell: ({ status }) => status },
  { title: 'messages', cell: ({ count }) => count },
]

export const POSITIONS: readonly TableColumn<PartitionPosition>[] = [
  {
    title: 'source',
    cell: ({ source }) => source,
    cut: { at: 'start', least: 24 },
  },
  { title: 'partition', cell: ({ partition }) => partition },
  { title: 'next offset', cell: ({ nextOffset }) => nextOffset },
]

const limitText = (limitCount: number | null): string =>
  limitCount === null ? ', no limit' : ` of ${formatCount(limitCount)}`

function period({ startDate, endDate }: ActivityStatusRow): string {
  if (startDate === null && endDate === null) return 'open'
  return `${startDate === null ? '' : `from ${instant(startDate)} `}${endDate === null ? '' : `to ${instant(endDate)}`}`.trim()
}

const instant = (epochMs: number): string => new Date(epochMs).toISOString().replace('.000Z', 'Z')

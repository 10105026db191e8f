import { countsText } from '../../domain/counts-text.ts'
import { formatCount } from '../../domain/format-count.ts'
import { safeText } from '../../live-view/safe-text.ts'
import type { ActivityStatusRow } from '../../reads/activity-status.ts'
import type { Status } from '../../reads/status.ts'
import { textTable } from '../shared/text-table.ts'

/** The status for people: every number with its meaning. `isOfOne`: of one activity, where only that can be told. */
export function statusText(status: Status, isOfOne = false): string {
  const { products, activities, occurrences, deadLetters, positions } = status
  const ofAll = isOfOne ? ' of all activities' : ''
  const sections: [title: string, empty: string, table: string | null][] = [
    ['Products', 'none: load some with `axon seed`', products.length === 0 ? null : productTable(status)],
    ['Campaign activities', 'none', activities.length === 0 ? null : activityTable(activities)],
    [`Event occurrences${ofAll}`, 'none yet', occurrences.length === 0 ? null : occurrenceTable(status)],
    [`Dead letters${ofAll}`, 'none', deadLetters.length === 0 ? null : deadLetterTable(status)],
    [`Positions${ofAll}`, 'nothing read yet', positions.length === 0 ? null : positionTable(status)],
  ]
  const { approved, rejected, rejectedByReason } = status.entries
  const totals = `Entries: ${formatCount(approved)} approved, ${formatCount(rejected)} rejected${countsText(rejectedByReason, [' (', ')'])}`
  const texts = sections.map(([title, empty, table]) => (table ? `${title}\n${table}` : `${title}: ${empty}`))
  return [`Database: ${safeText(status.database)}`, ...texts.slice(0, 2), totals, ...texts.slice(2)].join(
    '\n\n',
  )
}

const productTable = ({ products }: Status): string =>
  textTable(
    ['id', 'product', 'left', 'sold'],
    products.map(({ id, productName, stock, initialStock, sold }) => [
      String(id),
      productName,
      `stock ${formatCount(stock)} of ${formatCount(initialStock)}`,
      `${formatCount(sold)} sold`,
    ]),
  )

const activityTable = (activities: readonly ActivityStatusRow[]): string =>
  textTable(
    ['id', 'activity', 'status', 'approved', 'rejected', 'period'],
    activities.map((activity) => [
      String(activity.id),
      activity.name,
      activity.status,
      `${formatCount(activity.approved)} approved${limit(activity)}`,
      `${formatCount(activity.rejected)} rejected${countsText(activity.rejectedByReason, [' (', ')'])}`,
      period(activity),
    ]),
  )

const limit = ({ limitCount }: ActivityStatusRow): string =>
  limitCount === null ? ', no limit' : ` of ${formatCount(limitCount)}`

function period({ startDate, endDate }: ActivityStatusRow): string {
  if (startDate === null && endDate === null) return 'open'
  return `${startDate === null ? '' : `from ${instant(startDate)} `}${endDate === null ? '' : `to ${instant(endDate)}`}`.trim()
}

const occurrenceTable = ({ occurrences }: Status): string =>
  textTable(
    ['event', 'name', 'trigger', 'occurrences'],
    occurrences.map(({ eventId, eventName, triggerType, count }) => [
      String(eventId),
      eventName ?? 'unknown',
      triggerType ?? 'unknown',
      count,
    ]),
  )

const deadLetterTable = ({ deadLetters }: Status): string =>
  textTable(
    ['reason', 'status', 'messages'],
    deadLetters.map(({ reason, status, count }) => [reason, status, count]),
  )

const positionTable = ({ positions }: Status): string =>
  textTable(
    ['source', 'partition', 'next offset'],
    positions.map(({ source, partition, nextOffset }) => [source, partition, nextOffset]),
  )

const instant = (epochMs: number): string => new Date(epochMs).toISOString().replace('.000Z', 'Z')

import { isoInstant } from '../../domain/iso-instant.ts'
import { REJECT_REASONS } from '../../domain/outcome.ts'
import type { Status } from '../../reads/status.ts'
import { type CsvColumn, csvHead, csvRow } from '../shared/tables/csv.ts'
import type { StatusList } from './status-list.ts'

type RowOf<List extends 'products' | 'activities' | 'occurrences' | 'deadLetters' | 'positions'> =
  Status[List][number]

const iso = (epochMs: number | null): string | null => (epochMs === null ? null : isoInstant(epochMs))

const PRODUCTS: readonly CsvColumn<RowOf<'products'>>[] = [
  ['id', ({ id }) => id],
  ['productName', ({ productName }) => productName],
  ['stock', ({ stock }) => stock],
  ['initialStock', ({ initialStock }) => initialStock],
  ['sold', ({ sold }) => sold],
]

const ACTIVITIES: readonly CsvColumn<RowOf<'activities'>>[] = [
  ['id', ({ id }) => id],
  ['name', ({ name }) => name],
  ['campaignId', ({ campaignId }) => campaignId],
  ['campaignName', ({ campaignName }) => campaignName],
  ['productId', ({ productId }) => productId],
  ['activityType', ({ activityType }) => activityType],
  ['status', ({ status }) => status],
  ['approved', ({ approved }) => approved],
  ['limitCount', ({ limitCount }) => limitCount],
  ['startDate', ({ startDate }) => iso(startDate)],
  ['endDate', ({ endDate }) => iso(endDate)],
  ['rejected', ({ rejected }) => rejected],
  ...REJECT_REASONS.map(
    (reason): CsvColumn<RowOf<'activities'>> => [
      reason,
      ({ rejectedByReason }) => rejectedByReason[reason] ?? 0,
    ],
  ),
]

const OCCURRENCES: readonly CsvColumn<RowOf<'occurrences'>>[] = [
  ['eventId', ({ eventId }) => eventId],
  ['eventName', ({ eventName }) => eventName],
  ['triggerType', ({ triggerType }) => triggerType],
  ['count', ({ count }) => count],
]

const DEAD_LETTERS: readonly CsvColumn<RowOf<'deadLetters'>>[] = [
  ['reason', ({ reason }) => reason],
  ['status', ({ status }) => status],
  ['count', ({ count }) => count],
]

const POSITIONS: readonly CsvColumn<RowOf<'positions'>>[] = [
  ['source', ({ source }) => source],
  ['partition', ({ partition }) => partition],
  ['nextOffset', ({ nextOffset }) => nextOffset],
]

/** One list of the status with the names of its JSON; instants as ISO-8601, a number of rejections for each reason. */
export function statusCsv(status: Status, list: StatusList): string {
  switch (list) {
    case 'products':
      return csv(PRODUCTS, status.products)
    case 'activities':
      return csv(ACTIVITIES, status.activities)
    case 'occurrences':
      return csv(OCCURRENCES, status.occurrences)
    case 'dead-letters':
      return csv(DEAD_LETTERS, status.deadLetters)
    case 'positions':
      return csv(POSITIONS, status.positions)
  }
}

const csv = <Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string =>
  [csvHead(columns), ...rows.map((row) => csvRow(columns, row))].join('')

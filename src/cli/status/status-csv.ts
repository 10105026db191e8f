import { REJECT_REASONS } from '../../domain/outcome.ts'
import { type CsvColumn, csvHead, csvRow } from '../../domain/text/csv.ts'
import { isoOrNull } from '../../domain/text/iso-or-null.ts'
import type { Status } from '../../reads/status/status.ts'
import type { StatusReader } from '../../reads/status/status-reader.ts'
import type { StatusList } from './status-list.ts'

type RowOf<List extends 'products' | 'activities' | 'occurrences' | 'deadLetters' | 'positions'> =
  Status[List][number]

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
  ['startDate', ({ startDate }) => isoOrNull(startDate)],
  ['endDate', ({ endDate }) => isoOrNull(endDate)],
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

/**
 * One list of the status with the names of its JSON, piece by piece; instants as ISO-8601, a number of rejections for each
 * reason.
 */
export async function* statusCsv(reader: StatusReader, list: StatusList): AsyncGenerator<string> {
  switch (list) {
    case 'products':
      return yield* csv(PRODUCTS, reader.products())
    case 'activities':
      return yield* csv(ACTIVITIES, reader.activities())
    case 'occurrences':
      return yield* csv(OCCURRENCES, [await reader.occurrences()])
    case 'dead-letters':
      return yield* csv(DEAD_LETTERS, [await reader.deadLetters()])
    case 'positions':
      return yield* csv(POSITIONS, [await reader.positions()])
  }
}

async function* csv<Row>(
  columns: readonly CsvColumn<Row>[],
  pages: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
): AsyncGenerator<string> {
  yield csvHead(columns)
  for await (const rows of pages) yield rows.map((row) => csvRow(columns, row)).join('')
}

import { SourceName } from '../../domain/source-name.ts'
import type { CsvColumn } from '../../domain/text/csv.ts'
import type { DeadLetterSummary } from '../../reads/dead-letters/dead-letter-row.ts'
import type { TableColumn } from '../shared/tables/table-column.ts'
import { textTable } from '../shared/tables/text-table.ts'

/** So much of an error fits beside the other columns where lines have no end, and on a wide terminal; `show` has all of it. */
const ERROR_LENGTH = { endless: 60, terminal: 200 }

const created = ({ createdAt }: DeadLetterSummary): string => new Date(createdAt).toISOString()

const COLUMNS: readonly TableColumn<DeadLetterSummary>[] = [
  { title: 'id', cell: ({ id }) => String(id) },
  { title: 'status', cell: ({ status }) => status, leaveOut: { turn: 2 } },
  { title: 'reason', cell: ({ reason }) => reason },
  { title: 'partition', cell: ({ partition }) => String(partition), leaveOut: { turn: 4 } },
  { title: 'offset', cell: ({ offset }) => String(offset) },
  {
    title: 'source',
    cell: ({ source }) => source,
    short: { turn: 1, cell: ({ source }) => new SourceName(source).short },
    cut: { at: 'start', least: 12 },
  },
  { title: 'created', cell: created, leaveOut: { turn: 3 } },
  { title: 'error', cell: ({ error }) => error, cut: { at: 'end', least: 28 } },
]

/** Dead letters for people, as wide as there is room. */
export function deadLetterTable(rows: readonly DeadLetterSummary[], width: number): string {
  const length = width === Number.POSITIVE_INFINITY ? ERROR_LENGTH.endless : ERROR_LENGTH.terminal
  const short = rows.map((row) => ({ ...row, error: shortened(row.error, length) }))
  return textTable(COLUMNS, short, width).text
}

/** As much of an error as any table shows. */
export const shortenedError = (error: string): string =>
  shortened(error.split('\n', 1)[0] ?? '', ERROR_LENGTH.terminal)

const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`

export const CSV_COLUMNS: readonly CsvColumn<DeadLetterSummary>[] = [
  ['id', ({ id }) => id],
  ['status', ({ status }) => status],
  ['reason', ({ reason }) => reason],
  ['source', ({ source }) => source],
  ['partition', ({ partition }) => partition],
  ['offset', ({ offset }) => offset],
  ['createdAt', created],
  ['payloadBytes', ({ payloadBytes }) => payloadBytes],
  ['error', ({ error }) => error],
]

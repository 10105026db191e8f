import { wrapCells } from '../../dashboard/text/wrap-cells.ts'
import { formatCount } from '../../domain/format-count.ts'
import type { PartitionPosition } from '../../domain/partition-position.ts'
import { SourceName } from '../../domain/source-name.ts'
import { countsText } from '../../domain/text/counts-text.ts'
import { safeText } from '../../live-view/safe-text.ts'
import type { CutStatus, Status } from '../../reads/status/status.ts'
import type { TableColumn } from '../shared/tables/table-column.ts'
import { textTable } from '../shared/tables/text-table.ts'
import { ACTIVITIES, DEAD_LETTERS, OCCURRENCES, POSITIONS, PRODUCTS } from './status-tables.ts'

export interface StatusLinesOptions {
  /** It is that of one activity, where only that can be told. */
  readonly isOfOne?: boolean
  /** Cells. */
  readonly width?: number
  /** Rows of each list. */
  readonly limit?: number
}

/** The status for people: every number with its meaning. */
export function* statusLines(
  { database, entries, more: cut, ...status }: Status & Partial<CutStatus>,
  { isOfOne = false, width = Infinity, limit = Infinity }: StatusLinesOptions = {},
): Generator<string> {
  const { products, activities, occurrences, deadLetters } = status
  const ofAll = isOfOne ? ' of all activities' : ''
  const { positions, passed } = withoutPassed(status.positions)
  const missing = new Set<string>()
  const sentence = (text: string): string[] => ['', ...wrapCells(text, width)]

  function* section<Row>(
    title: string,
    columns: readonly TableColumn<Row>[],
    rows: readonly Row[],
    empty: string,
    notRead = 0,
  ): Generator<string> {
    if (rows.length === 0) {
      yield* sentence(`${title}: ${empty}`)
      return
    }
    const table = textTable(columns, rows.slice(0, limit), width)
    for (const name of table.missing) missing.add(name)
    yield* ['', title]
    yield* table.lines()
    const left = notRead + Math.max(0, rows.length - limit)
    if (left > 0) yield `… ${formatCount(left)} more`
  }

  yield* wrapCells(`Database: ${safeText(database)}`, width)
  yield* section('Products', PRODUCTS, products, 'none: load some with `axon seed`', cut?.products)
  yield* section('Campaign activities', ACTIVITIES, activities, 'none', cut?.activities)
  yield* sentence(entriesText(entries))
  yield* section(`Event occurrences${ofAll}`, OCCURRENCES, occurrences, 'none yet')
  yield* section(`Dead letters${ofAll}`, DEAD_LETTERS, deadLetters, 'none')
  yield* section(`Positions${ofAll}`, POSITIONS, positions, passed ?? 'nothing read yet')
  if (passed && positions.length > 0) yield* sentence(passed)
  if (missing.size > 0) yield* sentence(`No room for: ${[...missing].join(', ')}.`)
  const lists = [products, activities, occurrences, deadLetters, positions]
  const isCut = lists.some(({ length }) => length > limit)
  const isLeft = cut !== undefined && cut.products + cut.activities > 0
  if (isCut || isLeft) yield* sentence('`--csv LIST` and `--json` have all, `--limit N` shows more.')
}

const entriesText = ({ approved, rejected, rejectedByReason }: Status['entries']): string =>
  `Entries: ${formatCount(approved)} approved, ${formatCount(rejected)} rejected${countsText(rejectedByReason, [' (', ')'])}`

/** Those that can be read again. What came once leaves one position each time, which nobody goes on from: they are counted. */
function withoutPassed(all: readonly PartitionPosition[]) {
  const positions = all.filter(({ source }) => new SourceName(source).canBeReadAgain)
  const sources = (some: readonly PartitionPosition[]) => new Set(some.map(({ source }) => source)).size
  const count = sources(all) - sources(positions)
  const passed = `${formatCount(count)} ${count === 1 ? 'input' : 'inputs'} that came once (standard input, HTTP): --json has all`
  return { positions, passed: count > 0 ? passed : null }
}

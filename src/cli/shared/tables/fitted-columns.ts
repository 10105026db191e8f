import { cellWidth } from '../../../dashboard/text/cell-width.ts'
import type { Alignment } from '../../../dashboard/text/fit-cells.ts'
import { formatCount } from '../../../domain/format-count.ts'
import { safeLine } from '../../../live-view/safe-line.ts'
import type { TableColumn } from './table-column.ts'

export interface FittedColumn {
  readonly title: string
  readonly texts: readonly string[]
  readonly cells: number
  readonly align: Alignment
  readonly cutAt: 'start' | 'end'
}

export interface FittedColumns {
  readonly shown: readonly FittedColumn[]
  /** What there was no room for, by name. */
  readonly missing: readonly string[]
}

/** A line and its spaces before each column, and the line at the end. */
const BEFORE_COLUMN = 3
const AT_END = 1
/** Cells of a name where there is no room at all: not more than that it is there. */
const FEWEST = 4

/**
 * Makes columns fit into `width` cells, with as little loss as is needed: as their turns come, some say less or are left out; then
 * names and paths are cut. What a later turn has made room for comes back.
 */
export function fittedColumns<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  width: number,
): FittedColumns {
  const whole = columns.map((column) => draft(column, rows, column.cell))
  const short = new Map<TableColumn<Row>, Draft<Row>>()
  const shortOf = (column: TableColumn<Row>): Draft<Row> => {
    const known = short.get(column) ?? draft(column, rows, column.short!.cell)
    short.set(column, known)
    return known
  }
  const draftsAfter = (turns: readonly Turn<Row>[]): Draft<Row>[] =>
    whole.flatMap((one) => {
      const own = turns.filter(({ column }) => column === one.column)
      if (own.some(({ isLeftOut }) => isLeftOut)) return []
      return own.length > 0 ? shortOf(one.column) : one
    })
  const fits = (turns: readonly Turn<Row>[]): boolean => {
    const drafts = draftsAfter(turns)
    return tooMany(drafts, width) <= canBeCut(drafts)
  }
  const turns = turnsOf(columns)
  let taken: readonly Turn<Row>[] = []
  while (!fits(taken) && taken.length < turns.length) taken = turns.slice(0, taken.length + 1)
  for (const turn of taken) {
    const without = taken.filter((one) => one !== turn)
    if (tooMany(draftsAfter(without), width) === 0) taken = without
  }
  const drafts = draftsAfter(taken)
  cutWidest(drafts, tooMany(drafts, width), leastOf)
  cutWidest(drafts, tooMany(drafts, width), ({ column, cells }) =>
    column.cut ? Math.min(cells, FEWEST) : cells,
  )
  return {
    shown: drafts.map((one) => fitted(one, rows)),
    missing: taken.flatMap(({ name }) => (name === undefined ? [] : [name])),
  }
}

interface Turn<Row> {
  readonly column: TableColumn<Row>
  readonly isLeftOut: boolean
  /** Of what is missing. */
  readonly name: string | undefined
}

/** In their order. */
function turnsOf<Row>(columns: readonly TableColumn<Row>[]): Turn<Row>[] {
  const turns = columns.flatMap((column) => {
    const { short, leaveOut, title } = column
    return [
      ...(short ? [{ column, isLeftOut: false, name: short.without, turn: short.turn }] : []),
      ...(leaveOut ? [{ column, isLeftOut: true, name: title, turn: leaveOut.turn }] : []),
    ]
  })
  return turns.sort((one, other) => one.turn - other.turn)
}

interface Draft<Row> {
  readonly column: TableColumn<Row>
  readonly texts: readonly string[]
  cells: number
}

function draft<Row>(
  column: TableColumn<Row>,
  rows: readonly Row[],
  cell: (row: Row) => string | number,
): Draft<Row> {
  const texts = rows.map((row) => {
    const content = cell(row)
    return typeof content === 'number' ? formatCount(content) : safeLine(content)
  })
  const cells = texts.reduce((most, text) => Math.max(most, cellWidth(text)), cellWidth(column.title))
  return { column, texts, cells }
}

const tooMany = <Row>(drafts: readonly Draft<Row>[], width: number): number =>
  Math.max(0, drafts.reduce((sum, { cells }) => sum + BEFORE_COLUMN + cells, AT_END) - width)

const canBeCut = <Row>(drafts: readonly Draft<Row>[]): number =>
  drafts.reduce((sum, one) => sum + one.cells - leastOf(one), 0)

const leastOf = <Row>({ column: { cut, title }, cells }: Draft<Row>): number =>
  cut ? Math.min(cells, Math.max(cut.least, cellWidth(title))) : cells

/** The widest gives first: short names stay whole. */
function cutWidest<Row>(
  drafts: readonly Draft<Row>[],
  cells: number,
  least: (one: Draft<Row>) => number,
): void {
  for (let left = cells; left > 0; left -= 1) {
    const widest = drafts
      .filter((one) => one.cells > least(one))
      .sort((one, other) => other.cells - one.cells)[0]
    if (!widest) return
    widest.cells -= 1
  }
}

function fitted<Row>({ column, texts, cells }: Draft<Row>, rows: readonly Row[]): FittedColumn {
  const isNumber = rows[0] !== undefined && typeof column.cell(rows[0]) === 'number'
  return {
    title: column.title,
    texts,
    cells,
    align: isNumber ? 'right' : 'left',
    cutAt: column.cut?.at ?? 'end',
  }
}

import { type Alignment, fitCells } from './fit-cells.ts'
import type { Paint, Style } from './paint.ts'

/** Text of one style, or pieces that fill the cell exactly (a bar). */
export type Cell = string | { readonly style: Style; readonly text: string } | readonly [Style, string][]

export interface Column<Row> {
  readonly title: string
  /** Cells; see {@link grows}. */
  readonly width: number
  /** Cells where there is room (from {@link ROOMY} cells on). */
  readonly roomyWidth?: number
  /** Its share of the cells that are left over; 0: none. */
  readonly grows?: number
  readonly align?: Alignment
  /** Left out of tables that are narrower. */
  readonly from?: number
  /** Left out of tables that are as wide, or wider. */
  readonly upTo?: number
  readonly cell: (row: Row, width: number) => Cell
}

export interface TableOptions<Row> {
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly width: number
  readonly height: number
  /** Index of the selected row, kept in sight. */
  readonly selected: number
  /** Whether it stands out. */
  readonly isMarked: boolean
  /** What to say where there are no rows. */
  readonly empty: string
  readonly paint: Paint
}

/** With this many lines there is room for the titles of columns. */
const TITLES_FROM_HEIGHT = 7

/** Wide tables breathe. */
const ROOMY = 48
const WIDE = 56

/** The lines of a list, at most `height`, each exactly `width` cells. Only the rows in sight are worked out. */
export function tableLines<Row>(options: TableOptions<Row>): string[] {
  const { rows, width, height, selected, isMarked, paint } = options
  if (rows.length === 0) return height > 0 ? [paint('muted', fitCells(options.empty, width))] : []
  const gap = width >= WIDE ? 2 : 1
  const columns = fittingColumns(options.columns, width, gap)
  const rest = ' '.repeat(Math.max(0, width - widthOf(columns, gap)))
  const hasTitles = height >= TITLES_FROM_HEIGHT
  const room = height - (hasTitles ? 1 : 0)
  const first = Math.max(0, Math.min(selected - Math.floor(room / 2), rows.length - room))
  const lines = rows.slice(first, first + room).map((row, index) => {
    const isSelected = isMarked && first + index === selected
    const cells = columns.map((column) => cellText(column, row, isSelected ? plain : paint))
    const line = cells.join(' '.repeat(gap)) + rest
    return isSelected ? paint('selected', line) : line
  })
  return hasTitles ? [paint('muted', titleLine(columns, gap) + rest), ...lines] : lines
}

type Sized<Row> = Column<Row> & { readonly cells: number }

function fittingColumns<Row>(columns: readonly Column<Row>[], width: number, gap: number): Sized<Row>[] {
  const shown = columns
    .filter(({ from = 0, upTo = Number.POSITIVE_INFINITY }) => width >= from && width < upTo)
    .map((column) => (width >= ROOMY ? { ...column, width: column.roomyWidth ?? column.width } : column))
  const cellsOf = () => shown.reduce((sum, column) => sum + column.width, gap * (shown.length - 1))
  while (shown.length > 1 && cellsOf() > width) shown.pop()
  const taken = cellsOf()
  let left = width - taken
  let shares = shown.reduce((sum, { grows = 0 }) => sum + grows, 0)
  return shown.map((column) => {
    const { grows = 0 } = column
    const more = grows > 0 ? Math.floor((left * grows) / shares) : 0
    left -= more
    shares -= grows
    return { ...column, cells: column.width + more }
  })
}

function cellText<Row>({ cell, cells, align }: Sized<Row>, row: Row, paint: Paint): string {
  const content = cell(row, cells)
  if (typeof content === 'string') return fitCells(content, cells, align)
  if ('style' in content) return paint(content.style, fitCells(content.text, cells, align))
  return content.map(([style, text]) => paint(style, text)).join('')
}

const titleLine = <Row>(columns: readonly Sized<Row>[], gap: number): string =>
  columns.map(({ title, cells, align }) => fitCells(title, cells, align)).join(' '.repeat(gap))

const widthOf = <Row>(columns: readonly Sized<Row>[], gap: number): number =>
  columns.reduce((sum, { cells }) => sum + cells, gap * (columns.length - 1))

const plain: Paint = (_, text) => text

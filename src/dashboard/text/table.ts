import { cellWidth } from './cell-width.ts'
import { type ColumnWidth, columnCells, isWhole } from './column-cells.ts'
import { type Alignment, fitCells } from './fit-cells.ts'
import type { Paint, Style } from './paint.ts'
import { widest } from './widest.ts'

/** Text of one style, or pieces that fill the cell exactly (a bar). */
export type Cell = string | { readonly style: Style; readonly text: string } | readonly [Style, string][]

export interface Column<Row> extends Partial<ColumnWidth> {
  readonly title: string
  readonly align?: Alignment
  /** More than that it is not given: its cell is shorter then. */
  readonly most?: number
  /** `width`: how many cells there are; Infinity: as many as it wants. */
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

/** Wide tables breathe, where nothing is cut for it. */
const WIDE = 56

/** Rows that are measured for the width of a column: those in sight, and some around them. */
const MEASURED = 100

/** The lines of a list, at most `height`, each exactly `width` cells. Only the rows in sight are worked out. */
export function tableLines<Row>(options: TableOptions<Row>): string[] {
  const { rows, width, height, selected, isMarked, paint } = options
  if (rows.length === 0) return height > 0 ? [paint('muted', fitCells(options.empty, width))] : []
  const hasTitles = height >= TITLES_FROM_HEIGHT
  const room = height - (hasTitles ? 1 : 0)
  const first = Math.max(0, Math.min(selected - Math.floor(room / 2), rows.length - room))
  const around = rows.slice(Math.max(0, first - MEASURED), first + room + MEASURED)
  const { columns, gap } = fittingColumns(options.columns, around, width, hasTitles)
  const rest = ' '.repeat(Math.max(0, width - widthOf(columns, gap)))
  const lines = rows.slice(first, first + room).map((row, index) => {
    const isSelected = isMarked && first + index === selected
    const cells = columns.map((column) => cellText(column, row, isSelected ? plain : paint))
    const line = cells.join(' '.repeat(gap)) + rest
    return isSelected ? paint('selected', line) : line
  })
  return hasTitles ? [paint('muted', titleLine(columns, gap) + rest), ...lines] : lines
}

type Sized<Row> = Column<Row> & { readonly cells: number }

function fittingColumns<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
  hasTitles: boolean,
): { readonly columns: readonly Sized<Row>[]; readonly gap: number } {
  const wanted = columns.map((column) => {
    const { most = Infinity, title } = column
    const need = Math.min(most, column.need ?? widest(rows, (row) => plainText(column.cell(row, most)), 1))
    return { ...column, need: Math.max(need, hasTitles ? cellWidth(title) : 0) }
  })
  const sized = (gap: number) => {
    const cells = columnCells(wanted, width, gap)
    const shown = wanted.map((column, index) => ({ ...column, cells: cells[index] ?? 0 }))
    return { columns: shown.filter((column) => column.cells > 0), gap, isWhole: isWhole(wanted, cells) }
  }
  const airy = sized(width >= WIDE ? 2 : 1)
  return airy.isWhole ? airy : sized(1)
}

function plainText(cell: Cell): string {
  if (typeof cell === 'string') return cell
  return 'style' in cell ? cell.text : cell.map(([, text]) => text).join('')
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

import { fitCells } from '../../../dashboard/text/fit-cells.ts'
import { fitEnd } from './fit-end.ts'
import { type FittedColumn, fittedColumns } from './fitted-columns.ts'
import type { TableColumn } from './table-column.ts'

export interface TextTable {
  /** Made when they are asked for: tables may be long, and every row is as wide as the widest. */
  lines(): Iterable<string>
  readonly text: string
  /** What there was no room for, by name. */
  readonly missing: readonly string[]
}

/** A table without colours, at most `width` cells wide; what is invisible is shown as `·`. */
export function textTable<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  width: number = Number.POSITIVE_INFINITY,
): TextTable {
  const { shown, missing } = fittedColumns(columns, rows, width)
  const rule = (left: string, middle: string, right: string): string =>
    `${left}${shown.map(({ cells }) => '─'.repeat(cells + 2)).join(middle)}${right}`
  const line = (textOf: (column: FittedColumn) => string): string =>
    `│ ${shown.map((column) => inCells(column, textOf(column))).join(' │ ')} │`
  return {
    *lines() {
      yield rule('┌', '┬', '┐')
      yield line(({ title }) => title)
      yield rule('├', '┼', '┤')
      for (const row of rows.keys()) yield line(({ texts }) => texts[row]!)
      yield rule('└', '┴', '┘')
    },
    get text() {
      return [...this.lines()].join('\n')
    },
    missing,
  }
}

const inCells = ({ cells, align, cutAt }: FittedColumn, text: string): string =>
  cutAt === 'start' ? fitEnd(text, cells) : fitCells(text, cells, align)

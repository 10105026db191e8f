import { errorText } from '../shown-text.ts'

export type CsvCell = string | number | null

/** A column of a CSV: its name, and the value of a row. */
export type CsvColumn<Row> = readonly [name: string, cell: (row: Row) => CsvCell]

/** What spreadsheets take for a formula at the start of a cell. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
const NEEDS_QUOTES = /[",\r\n]/

export const csvHead = <Row>(columns: readonly CsvColumn<Row>[]): string =>
  csvLine(columns.map(([name]) => name))

export const csvRow = <Row>(columns: readonly CsvColumn<Row>[], row: Row): string =>
  csvLine(columns.map(([, cell]) => cell(row)))

/** A line by RFC 4180, with its CR LF. Text that a spreadsheet would calculate gets a `'` before it; what is invisible is escaped. */
const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(',')}\r\n`

function csvCell(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = errorText(FORMULA.test(cell) ? `'${cell}` : cell, Number.POSITIVE_INFINITY)
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

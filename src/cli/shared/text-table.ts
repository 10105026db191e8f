import Table from 'cli-table3'
import { formatCount } from '../../domain/format-count.ts'
import { safeLine } from '../../live-view/safe-line.ts'

/** A table without colours for any output; wide characters take two columns, what is invisible is shown as `·`. */
export function textTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true, 'padding-left': 1, 'padding-right': 1 },
    colAligns: head.map((_, column) => (typeof rows[0]?.[column] === 'number' ? 'right' : 'left')),
  })
  for (const row of rows) {
    table.push(row.map((cell) => (typeof cell === 'number' ? formatCount(cell) : safeLine(cell))))
  }
  return table.toString()
}

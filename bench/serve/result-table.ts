import Table from 'cli-table3'
import { formatCount } from '../../src/domain/format-count.ts'

/** Results as a table: a column for each field of the first, named after it. */
export function resultTable(results: readonly object[]): string {
  const head = Object.keys(results[0] ?? {})
  const table = new Table({
    head: head.map(inWords),
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  })
  for (const result of results) table.push(Object.values(result).map(shown))
  return table.toString()
}

/** `generatorLateMs` is `generator late ms`. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

function shown(value: unknown): string {
  if (typeof value === 'number') {
    if (Math.abs(value) >= 1_000) return formatCount(Math.round(value))
    return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1)
  }
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join('\n')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, count]) => `${name}: ${formatCount(count as number)}`)
      .join('\n')
  return String(value)
}

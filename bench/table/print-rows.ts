import Table from 'cli-table3'
import { isReached, type Row, type Target } from './row.ts'

const style = { head: [], border: [], compact: true }

/** What was measured, and whether it is what it must be. */
export function rowsTable(rows: readonly Row[]): string {
  const table = new Table({
    head: ['what', 'measured', 'from … to', 'target', 'reached', 'rounds'],
    colAligns: ['left', 'right', 'right', 'right', 'left', 'right'],
    style,
  })
  for (const row of rows)
    table.push([
      row.name,
      shown(row.measured, row),
      `${digits(row.lowest, row)} … ${digits(row.highest, row)}`,
      targetOf(row),
      WORDS.get(isReached(row))!,
      row.rounds,
    ])
  return table.toString()
}

/** Two results side by side: the rows that either of them has. */
export function comparisonTable(before: readonly Row[], now: readonly Row[]): string {
  const table = new Table({
    head: ['what', 'before', 'now', 'change', 'target', 'reached'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'left'],
    style,
  })
  const names = new Set([...now, ...before].map(({ name }) => name))
  for (const name of names) {
    const [then, row] = [before, now].map((rows) => rows.find((one) => one.name === name))
    const any = (row ?? then)!
    table.push([
      name,
      then ? shown(then.measured, then) : '',
      row ? shown(row.measured, row) : '',
      then && row ? changeOf(then, row) : '',
      targetOf(any),
      row ? WORDS.get(isReached(row))! : '',
    ])
  }
  return table.toString()
}

const WORDS: ReadonlyMap<boolean | null, string> = new Map([
  [true, 'yes'],
  [false, 'NO'],
  [null, ''],
])

const shown = (value: number, row: Row): string => `${digits(value, row)} ${row.unit}`

const digits = (value: number, { unit }: Row): string => value.toFixed(unit === '×' ? 2 : 0)

function targetOf(row: Row): string {
  if (row.target === null) return ''
  const [sign, value] = signAndValue(row.target)
  return `${sign} ${row.unit === '×' ? value : Math.round(value)} ${row.unit}`
}

function signAndValue(target: Target): readonly [string, number] {
  return 'atLeast' in target ? ['≥', target.atLeast] : ['≤', target.atMost]
}

function changeOf(before: Row, now: Row): string {
  const percent = Math.round((now.measured / before.measured - 1) * 100)
  return `${percent > 0 ? '+' : ''}${percent} %`
}

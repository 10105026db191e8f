import { readFileSync, writeFileSync } from 'node:fs'
import { isReached, type Row } from './row.ts'

/** A result as it is written to files, and with `--json`. */
export interface BenchResult {
  readonly rows: readonly (Row & { readonly isReached: boolean | null })[]
}

export const resultOf = (rows: readonly Row[]): BenchResult => ({
  rows: rows.map((row) => ({ ...row, isReached: isReached(row) })),
})

/** @throws if the file holds no result. */
export function readResult(file: string): BenchResult {
  const result = JSON.parse(readFileSync(file, 'utf8')) as Partial<BenchResult>
  if (!Array.isArray(result.rows)) throw new Error('it holds no result of a bench')
  return result as BenchResult
}

/** Only ratios: times and sizes are of one machine, and say nothing beside those of another one. Earlier rows that were not measured stay. */
export function saveBaseline(file: string, rows: readonly Row[], earlier: readonly Row[]): void {
  const ratios = rows.filter(({ unit }) => unit === '×')
  const all = new Map([...earlier, ...ratios].map((row) => [row.name, row]))
  const rounded = [...all.values()].map((row) => ({
    ...row,
    measured: thousandths(row.measured),
    lowest: thousandths(row.lowest),
    highest: thousandths(row.highest),
  }))
  writeFileSync(file, `${JSON.stringify(resultOf(rounded), null, 2)}\n`)
}

const thousandths = (value: number): number => Number(value.toFixed(3))

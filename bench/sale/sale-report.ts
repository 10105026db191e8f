import Table from 'cli-table3'
import { formatCount } from '../../src/domain/format-count.ts'
import type { Comparison } from './compare-with-database.ts'
import type { PlayedSale } from './play-sale.ts'
import type { NoAnswer } from './shopper.ts'

const PERCENTILES = [50, 90, 99, 99.9, 100]

/** What a sale was like, in tables. */
export function saleReport(
  { answers, seconds, generatorLateMs, generatorCpuSeconds }: PlayedSale,
  statuses: ReadonlyMap<number | NoAnswer, number>,
  { approved, untold }: Comparison,
): string {
  const outcomes = count(answers.map(({ outcome, reason }) => (reason ? `${outcome} ${reason}` : outcome)))
  const requests = answers.reduce((sum, answer) => sum + answer.requests, 0)
  const latencies = table(
    ['latency, ms', ...PERCENTILES.map((percent) => (percent === 100 ? 'most' : `p${percent}`))],
    [
      ['first answer', ...percentiles(answers.map(({ firstAnswerMs }) => firstAnswerMs))],
      ['last answer', ...percentiles(answers.map(({ lastAnswerMs }) => lastAnswerMs))],
    ],
  )
  return [
    `${formatCount(answers.length)} users in ${seconds.toFixed(1)} s, ${formatCount(requests)} requests for entries; ${formatCount(approved)} approved (the generator took ${generatorCpuSeconds.toFixed(1)} s of a core)`,
    table(['outcome', 'users'], [...outcomes]),
    table(
      ['answer', 'times'],
      [...statuses].sort(([a], [b]) => String(a).localeCompare(String(b))),
    ),
    latencies,
    ...(untold > 0 ? [`${formatCount(untold)} users gave up before they were told of their entry`] : []),
    ...(generatorLateMs > 50
      ? [`the generator itself was up to ${Math.round(generatorLateMs)} ms late: that is in the latencies`]
      : []),
  ].join('\n')
}

function count(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

function percentiles(values: readonly number[]): string[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
  return PERCENTILES.map((percent) => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length))]
    return value === undefined ? '–' : value.toFixed(1)
  })
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const result = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
  })
  for (const row of rows)
    result.push(row.map((cell) => (typeof cell === 'number' ? formatCount(cell) : cell)))
  return result.toString()
}

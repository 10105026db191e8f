import { wrapCells } from '../../dashboard/text/wrap-cells.ts'
import { formatCount } from '../../domain/format-count.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import { type CountedLine, countedLines } from '../shared/tables/counted-lines.ts'
import { outputWidth } from '../shared/tables/output-width.ts'

/** What `axon produce` says at the end. */
export interface ProduceReport {
  readonly file: string
  /** Messages that the broker acknowledged. */
  readonly sent: number
  /** Lines that were left out. */
  readonly invalid: number
  /** Sent, by topic. */
  readonly topics: Readonly<Record<string, number>>
  readonly elapsedMs: number
}

/** One JSON object with `--json`, else lines for people. */
export function printProduced(report: ProduceReport, { json = false }: { readonly json?: boolean }): void {
  const elapsedMs = Math.round(report.elapsedMs)
  const perSecond = Math.round((report.sent * 1_000) / Math.max(1, report.elapsedMs))
  const text = json ? terminalJson({ ...report, elapsedMs, perSecond }) : asText(report, perSecond)
  process.stdout.write(`${text}\n`)
}

function asText({ file, sent, invalid, topics, elapsedMs }: ProduceReport, perSecond: number): string {
  const lines: CountedLine[] = [[sent, `messages sent from ${file}`]]
  for (const [topic, count] of Object.entries(topics)) lines.push([count, `to ${topic}`])
  if (invalid > 0) lines.push([invalid, 'lines left out: each is named above'])
  const pace = `in ${(elapsedMs / 1_000).toFixed(1)} s, ${formatCount(perSecond)} messages/s`
  const width = outputWidth()
  return [...countedLines(lines, width), ...wrapCells(pace, width)].join('\n')
}

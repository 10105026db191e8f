import { wrapCells } from '../../dashboard/text/wrap-cells.ts'
import { formatCount } from '../../domain/format-count.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import { countsText } from '../../domain/text/counts-text.ts'
import type { RunTotals } from '../../pipeline/run-summary.ts'
import { type CountedLine, countedLines } from './tables/counted-lines.ts'
import { outputWidth } from './tables/output-width.ts'

/** What `replay` and `consume` say at the end (CONTRACT §4). */
export interface RunReport extends RunTotals {
  readonly source: string
  /** Messages that an earlier run had processed; not in `read`. */
  readonly skipped: number
  /** Lines that were left for the next run: the last one, where it may still be being written. */
  readonly incomplete: number
  readonly elapsedMs: number
}

/** One JSON object with `--json`, else lines for people: each number with its meaning. */
export function printRun(report: RunReport, { json = false }: { readonly json?: boolean }): void {
  process.stdout.write(`${json ? terminalJson(asJson(report)) : asText(report)}\n`)
}

function asJson({ source, skipped, incomplete, elapsedMs, batches, retries, ...totals }: RunReport) {
  const perSecond = Math.round((totals.read * 1_000) / Math.max(1, elapsedMs))
  const { read, rejectedByReason, deadLetterByReason, ...outcomes } = totals
  return {
    source,
    read,
    ...outcomes,
    skipped,
    rejectedByReason,
    deadLetterByReason,
    incomplete,
    batches,
    retries,
    elapsedMs: Math.round(elapsedMs),
    perSecond,
  }
}

function asText(report: RunReport): string {
  const { perSecond, elapsedMs } = asJson(report)
  const lines: CountedLine[] = [
    [report.read, `messages read from ${report.source}`],
    [report.approved, 'approved: entry saved, stock decreased, purchase recorded'],
    [report.rejected, `rejected${countsText(report.rejectedByReason, [': ', ''])}`],
    [report.duplicate, 'duplicate: the user had it already, nothing changed'],
    [report.recorded, 'recorded: event occurrences requested by messages'],
    [report.deadLetter, `dead letters${countsText(report.deadLetterByReason, [': ', ''])}`],
  ]
  if (report.skipped > 0) lines.push([report.skipped, 'skipped: processed by an earlier run'])
  if (report.incomplete > 0) {
    lines.push([report.incomplete, 'incomplete: the last line has no end yet, it is left for the next run'])
  }
  const batches = `${formatCount(report.batches)} ${report.batches === 1 ? 'batch' : 'batches'}`
  const retries = report.retries > 0 ? `, ${formatCount(report.retries)} retries` : ''
  const pace = `in ${(elapsedMs / 1_000).toFixed(1)} s, ${formatCount(perSecond)} messages/s, ${batches}${retries}`
  const width = outputWidth()
  return [...countedLines(lines, width), ...wrapCells(pace, width)].join('\n')
}

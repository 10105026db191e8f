import { formatCount } from '../domain/format-count.ts'
import { countsText } from '../domain/text/counts-text.ts'
import type { RunTotals } from '../pipeline/run-summary.ts'

/** What happened between two lines of the log. */
export interface Progress {
  readonly totals: RunTotals
  readonly elapsedMs: number
  /** Over all partitions of this process; null while nothing was fetched. */
  readonly lag: number | null
}

export const perSecond = ({ totals, elapsedMs }: Progress): number =>
  Math.round((totals.read * 1_000) / Math.max(1, elapsedMs))

/** `1,200 messages/s, lag 30; approved 11,000, rejected 1,000 (OUT_OF_STOCK 1,000) in 40 batches`. */
export function progressText(progress: Progress): string {
  const { totals, lag } = progress
  const pace = `${formatCount(perSecond(progress))} messages/s, lag ${lag === null ? 'unknown' : formatCount(lag)}`
  if (totals.batches === 0) return `${pace}; nothing new`
  const outcomes = [
    part('approved', totals.approved),
    part('rejected', totals.rejected, totals.rejectedByReason),
    part('duplicate', totals.duplicate),
    part('recorded', totals.recorded),
    part('dead letters', totals.deadLetter, totals.deadLetterByReason),
  ].filter((text) => text !== '')
  const batches = `${formatCount(totals.batches)} ${totals.batches === 1 ? 'batch' : 'batches'}`
  return `${pace}; ${outcomes.join(', ') || 'no messages'} in ${batches}`
}

function part(name: string, count: number, reasons: Readonly<Record<string, number>> = {}): string {
  if (count === 0) return ''
  return `${name} ${formatCount(count)}${countsText(reasons, [' (', ')'])}`
}

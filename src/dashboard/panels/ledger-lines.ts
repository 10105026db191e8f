import { formatCount } from '../../domain/format-count.ts'
import type { DashboardState } from '../../live-view/dashboard-state.ts'
import { readOf } from '../../live-view/outcome-counts.ts'
import { bar } from '../text/bar.ts'
import { fitCells } from '../text/fit-cells.ts'
import type { Paint, Style } from '../text/paint.ts'
import { widest } from '../text/widest.ts'

/** Lines of the five outcomes: they are shown before all else. */
export const OUTCOME_LINES = 5

/**
 * `read` = the five outcomes, each with the share it has; under two of them their reasons, the most frequent first. Reasons that
 * there is no room for are added up in one line.
 */
export function ledgerLines(
  state: DashboardState,
  { width, height }: { readonly width: number; readonly height: number },
  paint: Paint,
): string[] {
  const { outcomes } = state
  const read = readOf(outcomes)
  const rejected = reasonsOf(state.rejectedByReason)
  const dead = reasonsOf(state.deadLetterByReason)
  const room = Math.max(0, height - OUTCOME_LINES)
  const roomForDead = Math.min(dead.length, Math.max(Math.floor(room / 2), room - rejected.length))
  const reasonLines = (reasons: readonly Reason[], most: number): LedgerLine[] =>
    atMost(reasons, most).map(([name, count]) => ({
      symbol: ' ',
      style: 'warning',
      name: `  ${name}`,
      count,
    }))
  const lines: readonly LedgerLine[] = [
    { symbol: '●', style: 'good', name: 'approved', count: outcomes.approved },
    { symbol: '✕', style: 'bad', name: 'rejected', count: outcomes.rejected },
    ...reasonLines(rejected, room - roomForDead),
    { symbol: '=', style: 'plain', name: 'duplicate', count: outcomes.duplicate },
    { symbol: '◆', style: 'accent', name: 'recorded', count: outcomes.recorded },
    { symbol: '▲', style: 'warning', name: 'dead letter', count: outcomes.deadLetter },
    ...reasonLines(dead, roomForDead),
  ]
  const cells = cellsOf(lines, read, width)
  return lines.map((line) => ledgerLine(line, read, cells, paint))
}

type Reason = readonly [name: string, count: number]

/** The most frequent first. */
const reasonsOf = (counts: Readonly<Record<string, number>>): Reason[] =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => [reason.toLowerCase().replaceAll('_', ' '), count])

/** The last line stands for all that do not fit. */
function atMost(reasons: readonly Reason[], most: number): readonly Reason[] {
  if (reasons.length <= most) return reasons
  if (most <= 0) return []
  const rest = reasons.slice(most - 1)
  return [
    ...reasons.slice(0, most - 1),
    [`${rest.length} reasons`, rest.reduce((sum, [, count]) => sum + count, 0)],
  ]
}

interface LedgerLine {
  readonly symbol: string
  readonly style: Style
  readonly name: string
  readonly count: number
}

interface LedgerCells {
  readonly name: number
  readonly count: number
  readonly bar: number
}

/** A bar that is shorter shows nothing; names may take what is more. */
const LEAST_BAR = 5

/** Symbol, and the spaces between the four. */
const GAPS = 4

/** Names of reasons are read whole where there is room; the bars have what is left. */
function cellsOf(lines: readonly LedgerLine[], read: number, width: number): LedgerCells {
  const count = Math.max(6, formatCount(read).length)
  const room = Math.max(0, width - count - GAPS)
  const name = Math.min(
    widest(lines, (line) => line.name, 15),
    Math.max(15, room - LEAST_BAR),
  )
  return { name: Math.min(name, room), count, bar: Math.max(0, room - name) }
}

function ledgerLine(
  { symbol, style, name, count }: LedgerLine,
  read: number,
  cells: LedgerCells,
  paint: Paint,
): string {
  const isReason = name.startsWith(' ')
  const { filled, empty } = bar(read > 0 ? count / read : 0, cells.bar)
  const shownName = fitCells(name, cells.name)
  const shownCount = fitCells(formatCount(count), cells.count, 'right')
  const bars = `${paint(style, filled)}${paint('border', isReason ? ' '.repeat(empty.length) : empty)}`
  return `${paint(style, symbol)} ${paint(isReason ? 'muted' : 'plain', shownName)} ${paint(isReason ? 'muted' : 'strong', shownCount)} ${bars}`
}

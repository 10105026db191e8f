import { formatCount } from '../../domain/format-count.ts'
import type { DashboardState } from '../../live-view/dashboard-state.ts'
import { formatTime } from '../../live-view/format.ts'
import { listed, selectedIndex } from '../../live-view/listed.ts'
import { readOf } from '../../live-view/outcome-counts.ts'
import { safeText } from '../../live-view/safe-text.ts'
import type { RefusalView } from '../../live-view/views.ts'
import { bar } from '../text/bar.ts'
import { fitCells } from '../text/fit-cells.ts'
import type { Paint, Style } from '../text/paint.ts'
import { type Column, tableLines } from '../text/table.ts'
import { widest } from '../text/widest.ts'
import { PanelFrame } from './panel-frame.tsx'
import type { PanelProps } from './panel-props.ts'

/** Rows that a list of refusals needs to be worth its place. */
const LEAST_REFUSALS = 4

/** Lines of the five outcomes: they are shown before all else. */
const OUTCOME_LINES = 5

/** The ledger: every message that was read is in exactly one line of it; below, why and whose were refused. */
export function OutcomesPanel({ state, width, height, isFocused, paint }: PanelProps) {
  const inner = { width: width - 4, height: height - 2 }
  const refusals = listed(state, 'outcomes')
  const list = (rows: number): string[] =>
    tableLines({
      columns: columnsOf(state, refusals),
      rows: refusals,
      width: inner.width,
      height: rows,
      selected: selectedIndex(state, 'outcomes'),
      isMarked: isFocused,
      empty: state.refusals.length === 0 ? 'none yet' : 'no rejection matches',
      paint,
    })
  const whole = ledgerLines(state, inner, paint)
  const room = inner.height - whole.length - 2
  const heading = [' '.repeat(inner.width), paint('muted', fitCells('newest rejections', inner.width))]
  // Where there is no room for both, the list stands in the place of the reasons while somebody looks through it.
  const isNarrow = room < LEAST_REFUSALS - 1
  const lines = !isNarrow
    ? [...whole, ...heading, ...list(room)]
    : isFocused && inner.height > OUTCOME_LINES
      ? [
          ...ledgerLines(state, { ...inner, height: OUTCOME_LINES }, paint),
          ...list(inner.height - OUTCOME_LINES),
        ]
      : whole
  const note = `read ${formatCount(readOf(state.outcomes))}`
  return <PanelFrame {...{ lines, note, width, height, isFocused, paint }} title="4 Outcomes" />
}

/**
 * `read` = the five outcomes, each with the share it has; under two of them their reasons, the most frequent first. Reasons that
 * there is no room for are added up in one line.
 */
function ledgerLines(
  state: DashboardState,
  { width, height }: { readonly width: number; readonly height: number },
  paint: Paint,
): string[] {
  const { outcomes } = state
  const read = readOf(outcomes)
  const line = (symbol: string, style: Style, name: string, count: number): string =>
    ledgerLine({ symbol, style, name, count, of: read }, width, paint)
  const rejected = reasonsOf(state.rejectedByReason)
  const dead = reasonsOf(state.deadLetterByReason)
  const room = Math.max(0, height - OUTCOME_LINES)
  const roomForDead = Math.min(dead.length, Math.max(Math.floor(room / 2), room - rejected.length))
  const reasonLines = (reasons: readonly Reason[], most: number): string[] =>
    atMost(reasons, most).map(([name, count]) => line(' ', 'warning', `  ${name}`, count))
  return [
    line('●', 'good', 'approved', outcomes.approved),
    line('✕', 'bad', 'rejected', outcomes.rejected),
    ...reasonLines(rejected, room - roomForDead),
    line('=', 'plain', 'duplicate', outcomes.duplicate),
    line('◆', 'accent', 'recorded', outcomes.recorded),
    line('▲', 'warning', 'dead letter', outcomes.deadLetter),
    ...reasonLines(dead, roomForDead),
  ]
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
  readonly of: number
}

function ledgerLine({ symbol, style, name, count, of }: LedgerLine, width: number, paint: Paint): string {
  const isReason = name.startsWith(' ')
  const countCells = Math.max(9, formatCount(of).length)
  const nameCells = width >= 48 ? 24 : Math.min(15, width - countCells - 4)
  const barCells = Math.max(0, width - nameCells - countCells - 4)
  const { filled, empty } = bar(of > 0 ? count / of : 0, barCells)
  const shownName = fitCells(name, nameCells)
  const shownCount = fitCells(formatCount(count), countCells, 'right')
  const bars = `${paint(style, filled)}${paint('border', isReason ? ' '.repeat(empty.length) : empty)}`
  return `${paint(style, symbol)} ${paint(isReason ? 'muted' : 'plain', shownName)} ${paint(isReason ? 'muted' : 'strong', shownCount)} ${bars}`
}

const columnsOf = (
  { activities }: DashboardState,
  rows: readonly RefusalView[],
): readonly Column<RefusalView>[] => [
  { title: 'asked', width: 8, cell: ({ at }) => ({ style: 'muted', text: formatTime(at) }) },
  {
    title: 'user',
    width: widest(rows, ({ userId }) => String(userId), 9),
    align: 'right',
    cell: ({ userId }) => String(userId),
  },
  { title: 'reason', width: 12, grows: 1, cell: ({ reason }) => ({ style: 'warning', text: reason }) },
  {
    title: 'activity',
    width: 10,
    grows: 1,
    from: 56,
    cell: ({ campaignActivityId }) =>
      safeText(activities.get(campaignActivityId)?.name ?? `activity ${campaignActivityId}`),
  },
]

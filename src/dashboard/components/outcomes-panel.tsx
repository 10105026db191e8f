import type { DashboardState } from '../state/dashboard-state.ts'
import { listed, selectedIndex } from '../state/listed.ts'
import { readOf } from '../state/outcome-counts.ts'
import type { RefusalView } from '../state/views.ts'
import { bar } from '../text/bar.ts'
import { fitCells } from '../text/fit-cells.ts'
import { formatCount, formatTime } from '../text/format.ts'
import type { Paint, Style } from '../text/paint.ts'
import { safeText } from '../text/safe-text.ts'
import { type Column, tableLines } from '../text/table.ts'
import { PanelFrame } from './panel-frame.tsx'
import type { PanelProps } from './panel-props.ts'

/** Rows that a list of refusals needs to be worth its place. */
const LEAST_REFUSALS = 4

/** The ledger: every message that was read is in exactly one line of it; below, why and whose were refused. */
export function OutcomesPanel({ state, width, height, isFocused, paint }: PanelProps) {
  const inner = { width: width - 4, height: height - 2 }
  const ledger = ledgerLines(state, inner.width, paint)
  const room = inner.height - ledger.length - 1
  const refusals = listed(state, 'outcomes')
  const lines =
    room < LEAST_REFUSALS
      ? ledger
      : [
          ...ledger,
          ' '.repeat(inner.width),
          paint('muted', fitCells('newest rejections', inner.width)),
          ...tableLines({
            columns: columnsOf(state),
            rows: refusals,
            width: inner.width,
            height: room - 1,
            selected: selectedIndex(state, 'outcomes'),
            isMarked: isFocused && state.view.selected.outcomes !== null,
            empty: state.refusals.length === 0 ? 'none yet' : 'no rejection matches',
            paint,
          }),
        ]
  const note = `read ${formatCount(readOf(state.outcomes))}`
  return <PanelFrame {...{ lines, note, width, height, isFocused, paint }} title="4 Outcomes" />
}

/** `read` = the five outcomes, each with the share it has; under two of them their reasons, the most frequent first. */
function ledgerLines(state: DashboardState, width: number, paint: Paint): string[] {
  const { outcomes, rejectedByReason, deadLetterByReason } = state
  const read = readOf(outcomes)
  const line = (symbol: string, style: Style, name: string, count: number): string =>
    ledgerLine({ symbol, style, name, count, of: read }, width, paint)
  const reasons = (counts: Readonly<Record<string, number>>, style: Style): string[] =>
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .sort(([, a], [, b]) => b - a)
      .map(([reason, count]) => line(' ', style, `  ${reason.toLowerCase().replaceAll('_', ' ')}`, count))
  return [
    line('●', 'good', 'approved', outcomes.approved),
    line('✕', 'bad', 'rejected', outcomes.rejected),
    ...reasons(rejectedByReason, 'warning'),
    line('=', 'plain', 'duplicate', outcomes.duplicate),
    line('◆', 'accent', 'recorded', outcomes.recorded),
    line('▲', 'warning', 'dead letter', outcomes.deadLetter),
    ...reasons(deadLetterByReason, 'warning'),
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

const columnsOf = ({ activities }: DashboardState): readonly Column<RefusalView>[] => [
  { title: 'asked', width: 8, cell: ({ at }) => ({ style: 'muted', text: formatTime(at) }) },
  { title: 'user', width: 9, align: 'right', cell: ({ userId }) => String(userId) },
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

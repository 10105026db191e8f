import { formatCount } from '../../domain/format-count.ts'
import type { DashboardState } from '../../live-view/dashboard-state.ts'
import { formatTime } from '../../live-view/format.ts'
import { listed, selectedIndex } from '../../live-view/listed.ts'
import { readOf } from '../../live-view/outcome-counts.ts'
import { safeText } from '../../live-view/safe-text.ts'
import type { RefusalView } from '../../live-view/views.ts'
import { fitCells } from '../text/fit-cells.ts'
import { type Column, tableLines } from '../text/table.ts'
import { widest } from '../text/widest.ts'
import { ledgerLines, OUTCOME_LINES } from './ledger-lines.ts'
import { PanelFrame } from './panel-frame.tsx'
import type { PanelProps } from './panel-props.ts'

/** Rows that a list of refusals needs to be worth its place. */
const LEAST_REFUSALS = 4

/** A blank line, and what the list is of. */
const HEADING_LINES = 2

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
  const heading = [' '.repeat(inner.width), paint('muted', fitCells('newest rejections', inner.width))]
  // Zoomed, the list has its place whatever the reasons need; else it has what they leave.
  const kept = state.view.isZoomed ? LEAST_REFUSALS + HEADING_LINES : 0
  const whole = ledgerLines(state, { ...inner, height: inner.height - kept }, paint)
  const room = inner.height - whole.length - HEADING_LINES
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

const columnsOf = (
  { activities }: DashboardState,
  rows: readonly RefusalView[],
): readonly Column<RefusalView>[] => [
  { title: 'asked', need: 8, cell: ({ at }) => ({ style: 'muted', text: formatTime(at) }) },
  {
    title: 'user',
    need: widest(rows, ({ userId }) => String(userId), 4),
    align: 'right',
    cell: ({ userId }) => String(userId),
  },
  {
    title: 'reason',
    need: widest(rows, ({ reason }) => reason, 6),
    least: 12,
    cell: ({ reason }) => ({ style: 'warning', text: reason }),
  },
  {
    title: 'activity',
    least: 10,
    isOptional: true,
    cell: ({ campaignActivityId }) =>
      safeText(activities.get(campaignActivityId)?.name ?? `activity ${campaignActivityId}`),
  },
]

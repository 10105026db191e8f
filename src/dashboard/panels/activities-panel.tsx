import { formatCount } from '../../domain/format-count.ts'
import type { DashboardState } from '../../live-view/dashboard-state.ts'
import { formatShort, formatSpan } from '../../live-view/format.ts'
import { listed, selectedIndex } from '../../live-view/listed.ts'
import { type Opening, openingOf } from '../../live-view/opening.ts'
import { safeText } from '../../live-view/safe-text.ts'
import type { ActivityView } from '../../live-view/views.ts'
import { bar } from '../text/bar.ts'
import type { Style } from '../text/paint.ts'
import { type Cell, type Column, tableLines } from '../text/table.ts'
import { PanelFrame } from './panel-frame.tsx'
import { panelNote } from './panel-note.ts'
import type { PanelProps } from './panel-props.ts'

/** How full each activity is, and whether it is open. */
export function ActivitiesPanel({ state, width, height, isFocused, paint }: PanelProps) {
  const rows = listed(state, 'activities')
  const lines = tableLines({
    columns: columnsOf(state, width - 4),
    rows,
    width: width - 4,
    height: height - 2,
    selected: selectedIndex(state, 'activities'),
    isMarked: isFocused,
    empty: state.activities.size === 0 ? 'no campaign activities yet' : 'no activity matches',
    paint,
  })
  const note = panelNote(state, 'activities', rows.length, state.activities.size)
  return <PanelFrame {...{ lines, note, width, height, isFocused, paint }} title="2 Activities" />
}

const LOOKS: Readonly<Record<Opening, { readonly symbol: string; readonly style: Style }>> = {
  open: { symbol: '●', style: 'good' },
  full: { symbol: '■', style: 'accent' },
  'sold out': { symbol: '✕', style: 'bad' },
  'not yet': { symbol: '○', style: 'warning' },
  over: { symbol: '✕', style: 'muted' },
  paused: { symbol: '▮', style: 'warning' },
  draft: { symbol: '○', style: 'muted' },
  ended: { symbol: '✕', style: 'muted' },
}

/** From here on there is room for the state and what comes next beside each other, and for long numbers. */
const APART_FROM = 66

/** With less room, a span of time is told by its largest unit. */
const SPAN_FROM = 48

function columnsOf(state: DashboardState, width: number): readonly Column<ActivityView>[] {
  const { now } = state
  const look = (activity: ActivityView) => LOOKS[openingOf(state, activity)]
  const isApart = width >= APART_FROM
  const stateColumn: Column<ActivityView> = {
    title: 'state',
    cell: (row) => ({
      style: look(row).style,
      text: isApart ? openingOf(state, row) : stateAndSpan(state, row, width >= SPAN_FROM),
    }),
  }
  return [
    { title: '', need: 1, cell: (row) => ({ style: look(row).style, text: look(row).symbol }) },
    { title: 'activity', least: 6, enough: 32, cell: ({ name }) => safeText(name) },
    { title: 'approved', need: Infinity, least: 8, isOptional: true, cell: approvedBar },
    { title: 'of limit', most: isApart ? 21 : 11, align: 'right', cell: approvedOfLimit },
    stateColumn,
    ...(isApart
      ? [
          {
            title: 'period',
            align: 'right',
            cell: (row) => countdown(row, now),
          } satisfies Column<ActivityView>,
        ]
      : []),
  ]
}

function approvedBar({ approvedCount, limitCount }: ActivityView, width: number): Cell {
  if (limitCount === null) return { style: 'muted', text: 'no limit' }
  const { filled, empty } = bar(limitCount === 0 ? 1 : approvedCount / limitCount, width)
  return [
    ['accent', filled],
    ['border', empty],
  ]
}

function approvedOfLimit({ approvedCount, limitCount }: ActivityView, width: number): string {
  const text = (format: (count: number) => string): string =>
    `${format(approvedCount)}/${limitCount === null ? '∞' : format(limitCount)}`
  const exact = text(formatCount)
  return exact.length <= width ? exact : text(formatShort)
}

/** `open 3h 05m`: and it will be for that long. `opens 12m 30s`: in that time. */
function stateAndSpan(state: DashboardState, activity: ActivityView, isLong: boolean): string {
  const opening = openingOf(state, activity)
  const { now } = state
  const { startDate, endDate } = activity
  const span = (ms: number) => (isLong || ms < 60_000 ? formatSpan(ms) : formatSpan(ms).split(' ', 1)[0])
  if (opening === 'open' && endDate !== null) return `open ${span(endDate - now)}`
  if (opening === 'not yet' && startDate !== null) return `opens ${span(startDate - now)}`
  return opening
}

/** To the next of start and end; none for what is over, whatever its period says. */
function countdown(activity: ActivityView, now: number): Cell {
  const { status, startDate, endDate } = activity
  if (status === 'ENDED') return { style: 'muted', text: '·' }
  if (startDate !== null && now < startDate)
    return { style: 'warning', text: `starts ${formatSpan(startDate - now)}` }
  if (endDate === null) return { style: 'muted', text: '·' }
  return endDate > now ? `ends ${formatSpan(endDate - now)}` : { style: 'muted', text: 'is over' }
}

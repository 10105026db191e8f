import { formatCount } from '../../domain/format-count.ts'
import { formatShort, formatSpan } from '../../live-view/format.ts'
import { listed, selectedIndex } from '../../live-view/listed.ts'
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
    columns: columnsAt(state.now),
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

type Opening = 'open' | 'full' | 'not yet' | 'over' | 'paused' | 'draft' | 'ended'

const LOOKS: Readonly<Record<Opening, { readonly symbol: string; readonly style: Style }>> = {
  open: { symbol: '●', style: 'good' },
  full: { symbol: '■', style: 'accent' },
  'not yet': { symbol: '○', style: 'warning' },
  over: { symbol: '✕', style: 'muted' },
  paused: { symbol: '▮', style: 'warning' },
  draft: { symbol: '○', style: 'muted' },
  ended: { symbol: '✕', style: 'muted' },
}

/** Open is what a request of this moment would find: status, period and limit. */
function openingOf(activity: ActivityView, now: number): Opening {
  const { status, startDate, endDate, limitCount, approvedCount } = activity
  if (status === 'DRAFT') return 'draft'
  if (status === 'PAUSED') return 'paused'
  if (status === 'ENDED') return 'ended'
  if (limitCount !== null && approvedCount >= limitCount) return 'full'
  if (startDate !== null && now < startDate) return 'not yet'
  if (endDate !== null && now > endDate) return 'over'
  return 'open'
}

/** From here on there is room for the state and what comes next beside each other. */
const APART_FROM = 66

const columnsAt = (now: number): readonly Column<ActivityView>[] => {
  const look = (activity: ActivityView) => LOOKS[openingOf(activity, now)]
  return [
    { title: '', width: 1, cell: (row) => ({ style: look(row).style, text: look(row).symbol }) },
    { title: 'activity', width: 6, grows: 1, cell: ({ name }) => safeText(name) },
    { title: 'approved', width: 9, roomyWidth: 10, from: 44, cell: approvedBar },
    { title: 'of limit', width: 11, roomyWidth: 12, align: 'right', cell: approvedOfLimit },
    {
      title: 'state',
      width: 13,
      from: 32,
      upTo: APART_FROM,
      cell: (row) => ({ style: look(row).style, text: stateAndSpan(row, now) }),
    },
    {
      title: 'state',
      width: 7,
      from: APART_FROM,
      cell: (row) => ({ style: look(row).style, text: openingOf(row, now) }),
    },
    { title: 'period', width: 15, align: 'right', from: APART_FROM, cell: (row) => countdown(row, now) },
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
function stateAndSpan(activity: ActivityView, now: number): string {
  const opening = openingOf(activity, now)
  const { startDate, endDate } = activity
  if (opening === 'open' && endDate !== null) return `open ${formatSpan(endDate - now)}`
  if (opening === 'not yet' && startDate !== null) return `opens ${formatSpan(startDate - now)}`
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

import type { DashboardState } from '../../live-view/dashboard-state.ts'
import { formatTime } from '../../live-view/format.ts'
import { listed, selectedIndex } from '../../live-view/listed.ts'
import { safeText } from '../../live-view/safe-text.ts'
import type { OccurrenceView } from '../../live-view/views.ts'
import { type Column, tableLines } from '../text/table.ts'
import { widest } from '../text/widest.ts'
import { PanelFrame } from './panel-frame.tsx'
import { panelNote } from './panel-note.ts'
import type { PanelProps } from './panel-props.ts'

/** What has just happened: the newest occurrences. */
export function OccurrencesPanel({ state, width, height, isFocused, paint }: PanelProps) {
  const rows = listed(state, 'occurrences')
  const lines = tableLines({
    columns: columnsOf(state, rows),
    rows,
    width: width - 4,
    height: height - 2,
    selected: selectedIndex(state, 'occurrences'),
    isMarked: isFocused,
    empty: state.occurrences.length === 0 ? 'none yet' : 'no occurrence matches',
    paint,
  })
  const isFiltered = rows.length !== state.occurrences.length
  const note =
    isFiltered || state.view.sort.occurrences > 0
      ? panelNote(state, 'occurrences', rows.length, state.occurrences.length)
      : 'newest first'
  return <PanelFrame {...{ lines, note, width, height, isFocused, paint }} title="3 Occurrences" />
}

const columnsOf = (
  { events }: DashboardState,
  rows: readonly OccurrenceView[],
): readonly Column<OccurrenceView>[] => {
  const trigger = ({ eventId }: OccurrenceView) => safeText(events.get(eventId)?.triggerType ?? '?')
  return [
    {
      title: 'time',
      width: 8,
      cell: ({ occurredAt }) => ({ style: 'muted', text: formatTime(occurredAt) }),
    },
    {
      title: 'event',
      width: 6,
      roomyWidth: 12,
      grows: 1,
      cell: ({ eventId }) => safeText(events.get(eventId)?.name ?? `event ${eventId}`),
    },
    { title: 'trigger', width: 13, from: 50, cell: (row) => ({ style: 'accent', text: trigger(row) }) },
    {
      title: 'user',
      width: widest(rows, ({ userId }) => String(userId ?? ''), 9),
      align: 'right',
      cell: ({ userId }) => (userId === null ? { style: 'muted', text: '·' } : String(userId)),
    },
    {
      title: 'context',
      width: 8,
      grows: 4,
      from: 60,
      cell: ({ context }) => ({ style: 'muted', text: contextText(context) }),
    },
  ]
}

/** `activity 1, product 1, quantity 1`: the signs of JSON say nothing here; the details show it as it is. */
function contextText(context: string): string {
  const text = context.length > 400 ? context.slice(0, 400) : context
  const words = text.replace(/[{}"]/g, '').replaceAll(':', ' ').replaceAll(',', ', ')
  return safeText(words.replace('campaignActivityId', 'activity').replace('productId', 'product'))
}

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
  const eventIds = [...new Set(rows.map(({ eventId }) => eventId))]
  const name = (eventId: number) => safeText(events.get(eventId)?.name ?? `event ${eventId}`)
  const trigger = (eventId: number) => safeText(events.get(eventId)?.triggerType ?? '?')
  return [
    {
      title: 'time',
      need: 8,
      cell: ({ occurredAt }) => ({ style: 'muted', text: formatTime(occurredAt) }),
    },
    {
      title: 'event',
      need: widest(eventIds, name, 6),
      least: 6,
      enough: 16,
      cell: ({ eventId }) => name(eventId),
    },
    {
      title: 'trigger',
      need: Math.min(20, widest(eventIds, trigger, 1)),
      isOptional: true,
      cell: ({ eventId }) => ({ style: 'accent', text: trigger(eventId) }),
    },
    {
      title: 'user',
      need: widest(rows, ({ userId }) => String(userId ?? ''), 4),
      align: 'right',
      cell: ({ userId }) => (userId === null ? { style: 'muted', text: '·' } : String(userId)),
    },
    {
      title: 'context',
      need: Infinity,
      least: 12,
      isOptional: true,
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

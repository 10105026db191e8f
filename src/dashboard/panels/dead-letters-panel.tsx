import { formatCount } from '../../domain/format-count.ts'
import { SourceName } from '../../domain/source-name.ts'
import { listed, selectedIndex } from '../../live-view/listed.ts'
import { safeText } from '../../live-view/safe-text.ts'
import type { DeadLetterView } from '../../live-view/views.ts'
import { type Column, tableLines } from '../text/table.ts'
import { widest } from '../text/widest.ts'
import { PanelFrame } from './panel-frame.tsx'
import { panelNote } from './panel-note.ts'
import type { PanelProps } from './panel-props.ts'

/** What is stuck: the newest messages that could not be processed. */
export function DeadLettersPanel({ state, width, height, isFocused, paint }: PanelProps) {
  const rows = listed(state, 'dead-letters')
  const lines = tableLines({
    columns: columnsOf(rows),
    rows,
    width: width - 4,
    height: height - 2,
    selected: selectedIndex(state, 'dead-letters'),
    isMarked: isFocused,
    empty: state.deadLetters.length === 0 ? 'none' : 'no dead letter matches',
    paint,
  })
  const isUsual = rows.length === state.deadLetters.length && state.view.sort['dead-letters'] === 0
  const note = isUsual
    ? formatCount(state.outcomes.deadLetter)
    : panelNote(state, 'dead-letters', rows.length, state.deadLetters.length)
  return <PanelFrame {...{ lines, note, width, height, isFocused, paint }} title="6 Dead letters" />
}

const columnsOf = (rows: readonly DeadLetterView[]): readonly Column<DeadLetterView>[] => [
  {
    title: 'at',
    need: widest(rows, ({ place }) => placeText(place), 2),
    align: 'right',
    cell: ({ place }) => ({ style: 'muted', text: placeText(place) }),
  },
  {
    title: 'reason',
    need: widest(rows, ({ reason }) => reason, 6),
    least: 16,
    enough: 16,
    cell: ({ reason, status }) => ({ style: status === 'PENDING' ? 'warning' : 'muted', text: reason }),
  },
  { title: 'error', need: Infinity, least: 10, isOptional: true, cell: ({ error }) => safeText(error) },
]

/** `12:3456`: partition and offset; of a file, its line. */
const placeText = ({ source, partition, offset }: DeadLetterView['place']): string =>
  new SourceName(source).shortPlace(partition, offset)

import { formatCount } from '../../domain/format-count.ts'
import { SourceName } from '../../domain/source-name.ts'
import { formatRate } from '../../live-view/format.ts'
import { listed, selectedIndex } from '../../live-view/listed.ts'
import { totalLag } from '../../live-view/run-phase.ts'
import { safeText } from '../../live-view/safe-text.ts'
import type { PartitionState, PartitionView } from '../../live-view/views.ts'
import type { Style } from '../text/paint.ts'
import { type Column, tableLines } from '../text/table.ts'
import { widest } from '../text/widest.ts'
import { PanelFrame } from './panel-frame.tsx'
import { panelNote } from './panel-note.ts'
import type { PanelProps } from './panel-props.ts'

/** Where each partition stands, and what is still to come. */
export function PartitionsPanel({ state, width, height, isFocused, paint }: PanelProps) {
  const rows = listed(state, 'partitions')
  const lines = tableLines({
    columns: columnsOf(rows),
    rows,
    width: width - 4,
    height: height - 2,
    selected: selectedIndex(state, 'partitions'),
    isMarked: isFocused,
    empty: state.partitions.size === 0 ? 'none assigned yet' : 'no partition matches',
    paint,
  })
  const lag = totalLag(state)
  const count = panelNote(state, 'partitions', rows.length, state.partitions.size)
  const note = lag === null ? count : `${count} · lag ${formatCount(lag)}`
  return <PanelFrame {...{ lines, note, width, height, isFocused, paint }} title="7 Partitions" />
}

const LOOKS: Readonly<Record<PartitionState, { readonly symbol: string; readonly style: Style }>> = {
  reading: { symbol: '●', style: 'good' },
  suspended: { symbol: '▮', style: 'warning' },
  revoked: { symbol: '○', style: 'muted' },
  stored: { symbol: '●', style: 'accent' },
}

const columnsOf = (rows: readonly PartitionView[]): readonly Column<PartitionView>[] => [
  { title: '', need: 1, cell: ({ state }) => ({ style: LOOKS[state].style, text: LOOKS[state].symbol }) },
  { title: 'source', least: 6, enough: 24, cell: ({ source }) => safeText(shortSource(source)) },
  { title: '#', align: 'right', cell: ({ partition }) => String(partition) },
  {
    title: 'position',
    need: widest(rows, positionText, 8),
    align: 'right',
    cell: positionText,
  },
  {
    title: 'lag',
    need: widest(rows, lagText, 1),
    align: 'right',
    cell: (row) => (row.lag === null ? { style: 'muted', text: lagText(row) } : lagText(row)),
  },
  {
    title: 'rate',
    need: rows.some(({ perSecond }) => perSecond > 0) ? 7 : 1,
    align: 'right',
    isOptional: true,
    cell: ({ perSecond }) => (perSecond > 0 ? formatRate(perSecond) : { style: 'muted', text: '·' }),
  },
  { title: 'state', isOptional: true, cell: ({ state }) => ({ style: LOOKS[state].style, text: state }) },
]

const positionText = ({ nextOffset }: PartitionView): string => formatCount(nextOffset)

const lagText = ({ lag }: PartitionView): string => (lag === null ? '·' : formatCount(lag))

/** The end says more than the start: `…activity.command`, the file's own name. */
const shortSource = (source: string): string => new SourceName(source).short

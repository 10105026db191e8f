import { formatCount } from '../../domain/format-count.ts'
import { formatRate, formatShort, formatSpan } from '../../live-view/format.ts'
import { listed, selectedIndex } from '../../live-view/listed.ts'
import { safeText } from '../../live-view/safe-text.ts'
import type { ProductView } from '../../live-view/views.ts'
import { bar } from '../text/bar.ts'
import type { Style } from '../text/paint.ts'
import { type Cell, type Column, tableLines } from '../text/table.ts'
import { PanelFrame } from './panel-frame.tsx'
import { panelNote } from './panel-note.ts'
import type { PanelProps } from './panel-props.ts'

/** Less than this share of the initial stock is low. */
const LOW_SHARE = 0.1

/** What is left of each product, how fast it sells, and when it will have sold out. */
export function StockPanel({ state, width, height, isFocused, paint }: PanelProps) {
  const rows = listed(state, 'stock')
  const lines = tableLines({
    columns: COLUMNS,
    rows,
    width: width - 4,
    height: height - 2,
    selected: selectedIndex(state, 'stock'),
    isMarked: isFocused,
    empty: state.products.size === 0 ? 'no products yet: `axon seed` loads some' : 'no product matches',
    paint,
  })
  const note = panelNote(state, 'stock', rows.length, state.products.size)
  return <PanelFrame {...{ lines, note, width, height, isFocused, paint }} title="1 Stock" />
}

const COLUMNS: readonly Column<ProductView>[] = [
  { title: '', width: 1, cell: (product) => ({ style: styleOf(product), text: SYMBOLS[levelOf(product)] }) },
  { title: 'product', width: 8, grows: 1, cell: ({ name }) => safeText(name) },
  { title: '', width: 6, roomyWidth: 10, from: 30, cell: stockBar },
  {
    title: 'left',
    width: 6,
    roomyWidth: 8,
    align: 'right',
    cell: (product, width) => ({ style: styleOf(product), text: left(product, width) }),
  },
  { title: 'of', width: 9, align: 'right', from: 72, cell: ({ initialStock }) => formatCount(initialStock) },
  {
    title: 'sold',
    width: 7,
    align: 'right',
    from: 44,
    cell: ({ soldPerSecond }) =>
      soldPerSecond > 0 ? formatRate(soldPerSecond) : { style: 'muted', text: '·' },
  },
  { title: 'out in', width: 8, align: 'right', cell: soldOutIn },
]

type Level = 'plenty' | 'low' | 'soldOut'

const SYMBOLS: Readonly<Record<Level, string>> = { plenty: '●', low: '▲', soldOut: '✕' }
const STYLES: Readonly<Record<Level, Style>> = { plenty: 'good', low: 'warning', soldOut: 'bad' }

function levelOf({ stock, initialStock }: ProductView): Level {
  if (stock <= 0) return 'soldOut'
  return stock < initialStock * LOW_SHARE ? 'low' : 'plenty'
}

const styleOf = (product: ProductView): Style => STYLES[levelOf(product)]

function left({ stock }: ProductView, width: number): string {
  const exact = formatCount(stock)
  return exact.length <= width ? exact : formatShort(stock)
}

function stockBar(product: ProductView, width: number): Cell {
  const { stock, initialStock } = product
  const { filled, empty } = bar(initialStock > 0 ? stock / initialStock : 0, width)
  return [
    [styleOf(product), filled],
    ['border', empty],
  ]
}

function soldOutIn(product: ProductView): Cell {
  const { stock, soldPerSecond } = product
  const level = levelOf(product)
  if (level === 'soldOut') return { style: 'bad', text: 'SOLD OUT' }
  if (soldPerSecond > 0) return { style: STYLES[level], text: formatSpan((stock / soldPerSecond) * 1_000) }
  return level === 'low' ? { style: 'warning', text: 'LOW' } : { style: 'muted', text: '·' }
}

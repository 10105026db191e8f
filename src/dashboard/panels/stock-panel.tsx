import { formatCount } from '../../domain/format-count.ts'
import { formatRate, formatShort, formatSpan } from '../../live-view/format.ts'
import { listed, selectedIndex } from '../../live-view/listed.ts'
import { safeText } from '../../live-view/safe-text.ts'
import { type StockLevel, stockLevel } from '../../live-view/stock-level.ts'
import type { ProductView } from '../../live-view/views.ts'
import { bar } from '../text/bar.ts'
import type { Style } from '../text/paint.ts'
import { type Cell, type Column, tableLines } from '../text/table.ts'
import { PanelFrame } from './panel-frame.tsx'
import { panelNote } from './panel-note.ts'
import type { PanelProps } from './panel-props.ts'

/** What is left of each product, how fast it sells, and when it will have sold out. */
export function StockPanel({ state, width, height, isFocused, paint }: PanelProps) {
  const rows = listed(state, 'stock')
  const lines = tableLines({
    columns: columnsOf(rows, width - 4),
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

const SOLD_OUT = 'SOLD OUT'

const isSoldOut = (product: ProductView): boolean => stockLevel(product) === 'soldOut'

/** From here on there is room for what there was at first. */
const OF_FROM = 72

/** Columns are there while they say something, and then keep their width however often their numbers change. */
function columnsOf(rows: readonly ProductView[], width: number): readonly Column<ProductView>[] {
  const isSelling = rows.some(({ soldPerSecond }) => soldPerSecond > 0)
  const columns: readonly (Column<ProductView> | false)[] = [
    { title: '', need: 1, cell: (row) => ({ style: styleOf(row), text: SYMBOLS[stockLevel(row)] }) },
    { title: 'product', least: 8, enough: 24, cell: ({ name }) => safeText(name) },
    { title: '', need: Infinity, least: rows.some(isSoldOut) ? SOLD_OUT.length : 4, cell: stockBar },
    {
      title: 'left',
      most: 8,
      align: 'right',
      cell: (row, cells) => ({ style: styleOf(row), text: left(row, cells) }),
    },
    width >= OF_FROM && {
      title: 'of',
      align: 'right',
      cell: ({ initialStock }) => ({ style: 'muted', text: formatCount(initialStock) }),
    },
    isSelling && {
      title: 'sold',
      need: 7,
      align: 'right',
      isOptional: true,
      cell: ({ soldPerSecond }) =>
        soldPerSecond > 0 ? formatRate(soldPerSecond) : { style: 'muted', text: '·' },
    },
    rows.some(isOnItsWayOut) && { title: 'out in', need: isSelling ? 7 : 3, align: 'right', cell: soldOutIn },
  ]
  return columns.filter((column) => column !== false)
}

const SYMBOLS: Readonly<Record<StockLevel, string>> = { plenty: '●', low: '▲', soldOut: '✕' }
const STYLES: Readonly<Record<StockLevel, Style>> = { plenty: 'good', low: 'warning', soldOut: 'bad' }

const styleOf = (product: ProductView): Style => STYLES[stockLevel(product)]

function left({ stock }: ProductView, width: number): string {
  const exact = formatCount(stock)
  return exact.length <= width ? exact : formatShort(stock)
}

/** Of what has sold out there is no bar to be seen: it says so there. */
function stockBar(product: ProductView, width: number): Cell {
  if (isSoldOut(product)) return { style: 'bad', text: SOLD_OUT }
  const { stock, initialStock } = product
  const { filled, empty } = bar(initialStock > 0 ? stock / initialStock : 0, width)
  return [
    [styleOf(product), filled],
    ['border', empty],
  ]
}

const isOnItsWayOut = (product: ProductView): boolean =>
  product.soldPerSecond > 0 || stockLevel(product) === 'low'

function soldOutIn(product: ProductView): Cell {
  const { stock, soldPerSecond } = product
  const level = stockLevel(product)
  if (level === 'soldOut') return { style: 'muted', text: '·' }
  if (soldPerSecond > 0) return { style: STYLES[level], text: formatSpan((stock / soldPerSecond) * 1_000) }
  return level === 'low' ? { style: 'warning', text: 'LOW' } : { style: 'muted', text: '·' }
}

import type { DashboardState, Size } from '../../live-view/dashboard-state.ts'
import type { Panel } from '../../live-view/panel.ts'
import { shownPanels } from '../../live-view/shown-panels.ts'
import { shares, sharesWithin, type Wish } from './shares.ts'
import { wantedRows } from './wanted-rows.ts'

/** A panel; or areas from left to right, or from top to bottom, that fill the whole. */
export type Area = Size &
  ({ readonly panel: Panel } | { readonly direction: 'row' | 'column'; readonly areas: readonly Area[] })

/** Narrower or lower than this, one panel at a time is all that can be read. */
const LEAST_COLUMNS = 76
const LEAST_ROWS = 14
const WIDE = 140
const TALL = 30

/** Shares of the height, as far as there is something to show. */
const WEIGHTS: Readonly<Record<Panel, number>> = {
  stock: 7,
  activities: 6,
  occurrences: 7,
  outcomes: 10,
  flow: 5,
  'dead-letters': 5,
  partitions: 5,
}

/** Where the panels go on a screen of this size. */
export function layoutOf(state: DashboardState, body: Size): Area {
  const { focus, isZoomed } = state.view
  if (isZoomed || body.columns < LEAST_COLUMNS || body.rows < LEAST_ROWS) return { ...body, panel: focus }
  if (body.columns < WIDE) {
    const [left, right] = halves(body)
    return {
      ...body,
      direction: 'row',
      areas: [
        stack(state, ['stock', 'activities', 'occurrences'], left),
        stack(state, ['outcomes', 'flow', ...lastPanels(focus, body)], right),
      ],
    }
  }
  const [main = 0, side = 0] = shares(body.columns, [2, 1])
  const mainArea = body.rows < TALL ? lowArea : tallArea
  return {
    ...body,
    direction: 'row',
    areas: [
      mainArea(state, { ...body, columns: main }),
      stack(state, ['outcomes', 'flow', 'partitions'], { ...body, columns: side }),
    ],
  }
}

/** On a low screen the partitions take the place of the dead letters while they are in focus. */
function lastPanels(focus: Panel, { rows }: Size): readonly Panel[] {
  if (rows >= TALL) return ['dead-letters', 'partitions']
  return focus === 'partitions' ? ['partitions'] : ['dead-letters']
}

function lowArea(state: DashboardState, size: Size): Area {
  const [left, right] = halves(size)
  return {
    ...size,
    direction: 'row',
    areas: [
      stack(state, ['stock', 'activities'], left),
      stack(state, ['occurrences', 'dead-letters'], right),
    ],
  }
}

/** Errors are long: the dead letters have the whole width, below what is sold and what happens. */
function tallArea(state: DashboardState, size: Size): Area {
  const sold: readonly Panel[] = ['stock', 'activities']
  const wishes = sold.map((panel) => wishOf(state, panel))
  // What happens is to be seen as well, beside a shop of two products.
  const least = state.deadLetters.length === 0 ? size.rows : size.rows / 2
  const want = sum(wishes, (wish) => wish.want)
  const [upper = 0, lower = 0] = sharesWithin(size.rows, [
    { weight: sum(wishes, ({ weight }) => weight), want: Math.ceil(Math.max(want, least)) },
    wishOf(state, 'dead-letters'),
  ])
  const [left, right] = halves({ ...size, rows: upper })
  const top: Area = {
    ...size,
    rows: upper,
    direction: 'row',
    areas: [stack(state, sold, left), stack(state, ['occurrences'], right)],
  }
  return {
    ...size,
    direction: 'column',
    areas: [top, stack(state, ['dead-letters'], { ...size, rows: lower })],
  }
}

/** Panels from top to bottom, those of them that are shown. */
function stack(state: DashboardState, wanted: readonly Panel[], size: Size): Area {
  const panels = wanted.filter((panel) => shownPanels(state).includes(panel))
  const rows = sharesWithin(
    size.rows,
    panels.map((panel) => wishOf(state, panel)),
  )
  return {
    ...size,
    direction: 'column',
    areas: panels.map((panel, index) => ({ columns: size.columns, rows: rows[index] ?? 0, panel })),
  }
}

const wishOf = (state: DashboardState, panel: Panel): Wish => ({
  weight: WEIGHTS[panel],
  want: wantedRows(state, panel),
})

function halves(size: Size): readonly [Size, Size] {
  const [left = 0, right = 0] = shares(size.columns, [1, 1])
  return [
    { ...size, columns: left },
    { ...size, columns: right },
  ]
}

const sum = (wishes: readonly Wish[], of: (wish: Wish) => number): number =>
  wishes.reduce((total, wish) => total + of(wish), 0)

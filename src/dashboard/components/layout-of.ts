import type { DashboardState, Size } from '../../live-view/dashboard-state.ts'
import type { Panel } from '../../live-view/panel.ts'
import { shownPanels } from '../../live-view/shown-panels.ts'

export interface PlacedPanel {
  readonly panel: Panel
  readonly height: number
}

export interface LayoutColumn {
  readonly width: number
  readonly panels: readonly PlacedPanel[]
}

/** Narrower or lower than this, one panel at a time is all that can be read. */
const LEAST_COLUMNS = 76
const LEAST_ROWS = 14
const WIDE = 140
const TALL = 30

/** Shares of the height; what a column has no panel for goes to the others. */
const WEIGHTS: Readonly<Record<Panel, number>> = {
  stock: 7,
  activities: 6,
  occurrences: 7,
  outcomes: 10,
  flow: 5,
  'dead-letters': 5,
  partitions: 5,
}

/** Where the panels go on a screen of this size: columns from left to right, each filled from top to bottom. */
export function layoutOf(state: DashboardState, body: Size): readonly LayoutColumn[] {
  const { focus, isZoomed } = state.view
  const shown = shownPanels(state)
  if (isZoomed || body.columns < LEAST_COLUMNS || body.rows < LEAST_ROWS)
    return [{ width: body.columns, panels: [{ panel: focus, height: body.rows }] }]
  const inOrder = body.columns >= WIDE ? wideColumns : narrowColumns(body.rows >= TALL ? null : focus)
  const columns = inOrder.map((panels) => panels.filter((panel) => shown.includes(panel)))
  const widths = shares(body.columns, columns.length === 3 ? [10, 12, 10] : [1, 1])
  return columns.map((panels, index) => {
    const heights = shares(
      body.rows,
      panels.map((panel) => WEIGHTS[panel]),
    )
    return {
      width: widths[index] ?? 0,
      panels: panels.map((panel, place) => ({ panel, height: heights[place] ?? 0 })),
    }
  })
}

const wideColumns: readonly Panel[][] = [
  ['stock', 'activities'],
  ['occurrences', 'dead-letters'],
  ['outcomes', 'flow', 'partitions'],
]

/** On a low screen the partitions take the place of the dead letters while they are in focus. */
function narrowColumns(focus: Panel | null): readonly Panel[][] {
  const last: Panel[] =
    focus === null
      ? ['dead-letters', 'partitions']
      : focus === 'partitions'
        ? ['partitions']
        : ['dead-letters']
  return [
    ['stock', 'activities', 'occurrences'],
    ['outcomes', 'flow', ...last],
  ]
}

/** Whole parts of `total` in these proportions; they add up to it. */
function shares(total: number, weights: readonly number[]): number[] {
  let weightLeft = weights.reduce((sum, weight) => sum + weight, 0)
  let left = total
  return weights.map((weight) => {
    const share = Math.round((left * weight) / weightLeft)
    left -= share
    weightLeft -= weight
    return share
  })
}

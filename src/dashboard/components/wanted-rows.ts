import type { DashboardState } from '../../live-view/dashboard-state.ts'
import { listed } from '../../live-view/listed.ts'
import type { Panel } from '../../live-view/panel.ts'

/** Border, and titles of columns. */
const AROUND_A_LIST = 3

/** The border, a picture of eight lines, and lines of facts: one where only a database is watched, five of a service. */
const FLOW_ROWS = { replay: 13, consume: 13, serve: 15, watch: 11 } as const

/**
 * How many rows of the screen a panel fills. Lists that grow while one looks are never satisfied, so that the panels stay where
 * they are.
 */
export function wantedRows(state: DashboardState, panel: Panel): number {
  switch (panel) {
    case 'stock':
    case 'activities':
    case 'partitions':
      return Math.max(1, listed(state, panel).length) + AROUND_A_LIST
    case 'dead-letters':
      return state.deadLetters.length === 0 ? 1 + AROUND_A_LIST : Infinity
    case 'flow':
      return FLOW_ROWS[state.watched.mode]
    case 'occurrences':
    case 'outcomes':
      return Infinity
  }
}

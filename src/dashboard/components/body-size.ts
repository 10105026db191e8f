import type { DashboardState, Size } from '../../live-view/dashboard-state.ts'

const HEADER_LINES = 2
const FOOTER_LINES = 1
/** Border included. */
export const LOG_LINES = 5

/** With this many rows there is room for the newest lines of the log. */
const LOG_FROM_ROWS = 40

/** Whether the newest lines of the log are on the screen. */
export const hasLogStrip = ({ log, size }: DashboardState): boolean =>
  log.length > 0 && size.rows >= LOG_FROM_ROWS

/** What is left for the panels. A frame is one row lower than the terminal: Ink would clear the screen before each one otherwise. */
export function bodySize(state: DashboardState): Size {
  const { columns, rows } = state.size
  const taken = 1 + HEADER_LINES + FOOTER_LINES + (hasLogStrip(state) ? LOG_LINES : 0)
  return { columns, rows: Math.max(0, rows - taken) }
}

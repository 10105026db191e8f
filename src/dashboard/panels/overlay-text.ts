import type { DashboardState, Overlay } from '../../live-view/dashboard-state.ts'
import { overlayContent } from '../../live-view/overlay-content.ts'
import { safeText } from '../../live-view/safe-text.ts'
import { bodySize } from '../components/body-size.ts'
import { wrapCells } from '../text/wrap-cells.ts'

interface OverlayText {
  readonly title: string
  /** As wide as the panel at most. */
  readonly lines: readonly string[]
  /** How many of them there is room for. */
  readonly room: number
}

/** Cells and lines that the border takes. */
const BORDER = { cells: 4, lines: 2 }

/** What an overlay says, wrapped for the screen that there is. */
export function overlayText(state: DashboardState, overlay: Overlay): OverlayText {
  const { columns, rows } = bodySize(state)
  const { title, text } = overlayContent(state, overlay)
  const lines = text.flatMap((line) => wrapCells(safeText(line), columns - BORDER.cells))
  return { title, lines, room: rows - BORDER.lines }
}

import { wrapCells } from '../dashboard/text/wrap-cells.ts'
import { bodySize } from './body-size.ts'
import type { DashboardState, Overlay } from './dashboard-state.ts'
import { detailFacts } from './detail-facts.ts'
import { formatTime } from './format.ts'
import { HELP } from './help.ts'
import { safeText } from './safe-text.ts'

interface OverlayText {
  readonly title: string
  /** As wide as the panel at most. */
  readonly lines: readonly string[]
  /** How many of them there is room for. */
  readonly room: number
}

/** Cells and lines that the border takes. */
const BORDER = { cells: 4, lines: 2 }

/** Help, details, an explanation or the log, wrapped for the screen that there is. */
export function overlayText(state: DashboardState, overlay: Overlay): OverlayText {
  const { columns, rows } = bodySize(state)
  const { title, text } = contentOf(state, overlay)
  const lines = text.flatMap((line) => wrapCells(safeText(line), columns - BORDER.cells))
  return { title, lines, room: rows - BORDER.lines }
}

function contentOf(
  state: DashboardState,
  overlay: Overlay,
): { readonly title: string; readonly text: readonly string[] } {
  switch (overlay.name) {
    case 'help':
      return { title: 'Help', text: HELP }
    case 'log':
      return { title: 'Log', text: logText(state) }
    case 'details':
      return detailFacts(state, overlay.detail)
    case 'explain':
      return {
        title: `Why: user ${overlay.userId}, activity ${overlay.activityId}`,
        text: overlay.lines ?? ['looking it up…'],
      }
  }
}

function logText({ log }: DashboardState): readonly string[] {
  if (log.length === 0) return ['nothing was logged yet']
  return log.map(({ at, line }) => `${formatTime(at)} ${line}`).reverse()
}

import type { DashboardState, Overlay } from '../state/dashboard-state.ts'
import { fitCells } from '../text/fit-cells.ts'
import { formatTime } from '../text/format.ts'
import type { Paint } from '../text/paint.ts'
import { safeText } from '../text/safe-text.ts'
import { wrapCells } from '../text/wrap-cells.ts'
import { detailFacts } from './detail-facts.ts'
import { HELP } from './help.ts'
import { PanelFrame } from './panel-frame.tsx'

interface OverlayPanelProps {
  readonly state: DashboardState
  readonly overlay: Overlay
  readonly width: number
  readonly height: number
  readonly paint: Paint
}

/** Help, details, an explanation or the log, in the place of the panels. */
export function OverlayPanel({ state, overlay, width, height, paint }: OverlayPanelProps) {
  const { title, text } = contentOf(state, overlay)
  const cells = width - 4
  const all = text.flatMap((line) => wrapCells(safeText(line), cells))
  const room = height - 2
  const first = Math.max(0, Math.min(state.view.overlayOffset, all.length - room))
  const lines = all.slice(first, first + room).map((line) => fitCells(line, cells))
  const isCut = all.length > room
  const lower = Math.min(height, lines.length + 2)
  const note = isCut ? `${first + 1}–${first + lines.length} of ${all.length}` : 'esc closes it'
  return <PanelFrame {...{ title, note, lines, width, paint }} height={lower} isFocused />
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

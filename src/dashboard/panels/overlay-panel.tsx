import type { DashboardState, Overlay } from '../../live-view/dashboard-state.ts'
import { fitCells } from '../text/fit-cells.ts'
import type { Paint } from '../text/paint.ts'
import { overlayText } from './overlay-text.ts'
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
  const { title, lines: all, room } = overlayText(state, overlay)
  const first = Math.max(0, Math.min(state.view.overlayOffset, all.length - room))
  const lines = all.slice(first, first + room).map((line) => fitCells(line, width - 4))
  const isCut = all.length > room
  const lower = Math.min(height, lines.length + 2)
  const note = isCut ? `${first + 1}–${first + lines.length} of ${all.length}` : 'esc closes it'
  return <PanelFrame {...{ title, note, lines, width, paint }} height={lower} isFocused />
}

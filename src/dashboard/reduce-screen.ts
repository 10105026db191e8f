import type { DashboardEvent } from '../live-view/dashboard-event.ts'
import type { DashboardState } from '../live-view/dashboard-state.ts'
import { reduce } from '../live-view/reduce/reduce.ts'
import { overlayText } from './panels/overlay-text.ts'

/** The next state of a terminal: an overlay is scrolled to its last line at most, which only who wraps the text knows. */
export function reduceScreen(state: DashboardState, event: DashboardEvent): DashboardState {
  const next = reduce(state, event)
  return event.type === 'key' ? scrolledWithin(next) : next
}

function scrolledWithin(state: DashboardState): DashboardState {
  const { overlay, overlayOffset } = state.view
  if (!overlay || overlayOffset === 0) return state
  const { lines, room } = overlayText(state, overlay)
  const offset = Math.max(0, Math.min(overlayOffset, lines.length - room))
  return { ...state, view: { ...state.view, overlayOffset: offset } }
}

import type { DashboardState, Overlay } from './dashboard-state.ts'
import { detailFacts } from './detail-facts.ts'
import { formatTime } from './format.ts'
import { HELP } from './help.ts'

interface OverlayContent {
  readonly title: string
  /** Lines of any length, as they are: the view wraps them, and makes them safe to show. */
  readonly text: readonly string[]
}

/** Help, details, an explanation or the log. */
export function overlayContent(state: DashboardState, overlay: Overlay): OverlayContent {
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

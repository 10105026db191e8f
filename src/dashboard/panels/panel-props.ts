import type { DashboardState } from '../../live-view/dashboard-state.ts'
import type { Paint } from '../text/paint.ts'

/** What every panel is given: what to show, and the cells it has. */
export interface PanelProps {
  readonly state: DashboardState
  readonly width: number
  readonly height: number
  readonly isFocused: boolean
  readonly paint: Paint
}

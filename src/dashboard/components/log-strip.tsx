import type { DashboardState } from '../../live-view/dashboard-state.ts'
import { formatTime } from '../../live-view/format.ts'
import { safeText } from '../../live-view/safe-text.ts'
import { PanelFrame } from '../panels/panel-frame.tsx'
import { fitCells } from '../text/fit-cells.ts'
import type { Paint } from '../text/paint.ts'
import { LOG_LINES } from './body-size.ts'

interface LogStripProps {
  readonly state: DashboardState
  readonly paint: Paint
}

/** The newest lines of the log, where there is room. */
export function LogStrip({ state, paint }: LogStripProps) {
  const width = state.size.columns
  const newest = state.log.slice(-(LOG_LINES - 2))
  const lines = newest.map(({ at, line }) => fitCells(`${formatTime(at)} ${safeText(line)}`, width - 4))
  return (
    <PanelFrame
      title="Log"
      note="l shows more"
      {...{ lines, width, paint }}
      height={LOG_LINES}
      isFocused={false}
    />
  )
}

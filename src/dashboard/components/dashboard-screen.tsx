import { Box } from 'ink'
import type { FunctionComponent } from 'react'
import type { DashboardState } from '../state/dashboard-state.ts'
import type { Panel } from '../state/panel.ts'
import { fitCells } from '../text/fit-cells.ts'
import type { Paint } from '../text/paint.ts'
import { ActivitiesPanel } from './activities-panel.tsx'
import { DeadLettersPanel } from './dead-letters-panel.tsx'
import { FlowPanel } from './flow-panel.tsx'
import { Footer } from './footer.tsx'
import { HEADER_LINES, Header } from './header.tsx'
import { layoutOf } from './layout-of.ts'
import { LOG_LINES, LogStrip } from './log-strip.tsx'
import { OccurrencesPanel } from './occurrences-panel.tsx'
import { OutcomesPanel } from './outcomes-panel.tsx'
import { OverlayPanel } from './overlay-panel.tsx'
import type { PanelProps } from './panel-props.ts'
import { PartitionsPanel } from './partitions-panel.tsx'
import { Rows } from './rows.tsx'
import { StockPanel } from './stock-panel.tsx'

const PANEL_COMPONENTS: Readonly<Record<Panel, FunctionComponent<PanelProps>>> = {
  stock: StockPanel,
  activities: ActivitiesPanel,
  occurrences: OccurrencesPanel,
  outcomes: OutcomesPanel,
  flow: FlowPanel,
  'dead-letters': DeadLettersPanel,
  partitions: PartitionsPanel,
}

const FOOTER_LINES = 1

/** What fits into less is not worth looking at. */
const LEAST_SIZE = { columns: 40, rows: 10 }

/** With this many rows there is room for the newest lines of the log. */
const LOG_FROM_ROWS = 40

interface DashboardScreenProps {
  readonly state: DashboardState
  readonly paint: Paint
}

/** One frame: one row lower than the terminal, since Ink would clear the screen before each frame otherwise. */
export function DashboardScreen({ state, paint }: DashboardScreenProps) {
  const { size, view, log } = state
  if (size.columns < LEAST_SIZE.columns || size.rows < LEAST_SIZE.rows) {
    const { columns, rows } = LEAST_SIZE
    return (
      <Rows rows={[fitCells(`${columns}×${rows} at least, please`, size.columns)]} width={size.columns} />
    )
  }
  const hasLog = log.length > 0 && size.rows >= LOG_FROM_ROWS
  const rows = size.rows - 1 - HEADER_LINES - FOOTER_LINES - (hasLog ? LOG_LINES : 0)
  const body = { columns: size.columns, rows: Math.max(0, rows) }
  return (
    <Box flexDirection="column" width={size.columns}>
      <Header state={state} paint={paint} />
      {view.overlay ? (
        <Box height={body.rows}>
          <OverlayPanel
            state={state}
            overlay={view.overlay}
            width={body.columns}
            height={body.rows}
            paint={paint}
          />
        </Box>
      ) : (
        <Box flexDirection="row">
          {layoutOf(state, body).map(({ width, panels }) => (
            <Box key={panels[0]?.panel} flexDirection="column" width={width}>
              {panels.map(({ panel, height }) => {
                const PanelComponent = PANEL_COMPONENTS[panel]
                const isFocused = view.focus === panel
                return <PanelComponent key={panel} {...{ state, width, height, isFocused, paint }} />
              })}
            </Box>
          ))}
        </Box>
      )}
      {hasLog ? <LogStrip state={state} paint={paint} /> : null}
      <Footer state={state} paint={paint} />
    </Box>
  )
}

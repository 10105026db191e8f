import { Box } from 'ink'
import type { FunctionComponent } from 'react'
import type { DashboardState } from '../../live-view/dashboard-state.ts'
import type { Panel } from '../../live-view/panel.ts'
import { ActivitiesPanel } from '../panels/activities-panel.tsx'
import { DeadLettersPanel } from '../panels/dead-letters-panel.tsx'
import { FlowPanel } from '../panels/flow-panel.tsx'
import { OccurrencesPanel } from '../panels/occurrences-panel.tsx'
import { OutcomesPanel } from '../panels/outcomes-panel.tsx'
import { OverlayPanel } from '../panels/overlay-panel.tsx'
import type { PanelProps } from '../panels/panel-props.ts'
import { PartitionsPanel } from '../panels/partitions-panel.tsx'
import { StockPanel } from '../panels/stock-panel.tsx'
import { fitCells } from '../text/fit-cells.ts'
import type { Paint } from '../text/paint.ts'
import { bodySize, hasLogStrip } from './body-size.ts'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { type Area, layoutOf } from './layout-of.ts'
import { LogStrip } from './log-strip.tsx'
import { Rows } from './rows.tsx'

const PANEL_COMPONENTS: Readonly<Record<Panel, FunctionComponent<PanelProps>>> = {
  stock: StockPanel,
  activities: ActivitiesPanel,
  occurrences: OccurrencesPanel,
  outcomes: OutcomesPanel,
  flow: FlowPanel,
  'dead-letters': DeadLettersPanel,
  partitions: PartitionsPanel,
}

/** What fits into less is not worth looking at: the five lines of the ledger need this height. */
const LEAST_SIZE = { columns: 40, rows: 11 }

interface DashboardScreenProps {
  readonly state: DashboardState
  readonly paint: Paint
}

/** One frame. */
export function DashboardScreen({ state, paint }: DashboardScreenProps) {
  const { size, view } = state
  if (size.columns < LEAST_SIZE.columns || size.rows < LEAST_SIZE.rows) {
    const { columns, rows } = LEAST_SIZE
    return (
      <Rows rows={[fitCells(`${columns}×${rows} at least, please`, size.columns)]} width={size.columns} />
    )
  }
  const body = bodySize(state)
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
        <AreaOf area={layoutOf(state, body)} state={state} paint={paint} />
      )}
      {hasLogStrip(state) ? <LogStrip state={state} paint={paint} /> : null}
      <Footer state={state} paint={paint} />
    </Box>
  )
}

interface AreaProps extends DashboardScreenProps {
  readonly area: Area
}

function AreaOf({ area, state, paint }: AreaProps) {
  const { columns: width, rows: height } = area
  if ('panel' in area) {
    const PanelComponent = PANEL_COMPONENTS[area.panel]
    return <PanelComponent {...{ state, width, height, paint }} isFocused={state.view.focus === area.panel} />
  }
  return (
    <Box flexDirection={area.direction} width={width} height={height}>
      {area.areas.map((part) => (
        <AreaOf key={keyOf(part)} area={part} state={state} paint={paint} />
      ))}
    </Box>
  )
}

/** The panel at its upper left. */
function keyOf(area: Area): string {
  if ('panel' in area) return area.panel
  const [first] = area.areas
  return first ? keyOf(first) : ''
}

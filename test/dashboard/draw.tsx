import { stripVTControlCharacters } from 'node:util'
import { render } from 'ink-testing-library'
import { DashboardScreen } from '../../src/dashboard/components/dashboard-screen.tsx'
import { Surface, SurfaceContext } from '../../src/dashboard/components/surface.ts'
import { cellWidth } from '../../src/dashboard/text/cell-width.ts'
import { type ColourDepth, paintFor } from '../../src/dashboard/text/paint.ts'
import type { DashboardState, Size } from '../../src/live-view/dashboard-state.ts'
import { reduce } from '../../src/live-view/reduce/reduce.ts'

/** The frame that this state shows, as lines of plain text. */
export function draw(state: DashboardState, size = { columns: 80, rows: 24 }): string[] {
  return stripVTControlCharacters(drawPainted(state, size, 0)).split('\n')
}

/** The frame with its escape sequences. */
export function drawPainted(state: DashboardState, size: Size, colours: ColourDepth): string {
  const sized = reduce(state, { type: 'resized', ...size })
  const { lastFrame, unmount } = render(<DashboardScreen state={sized} paint={paintFor(colours)} />)
  const frame = lastFrame() ?? ''
  unmount()
  return frame
}

/** What the live dashboard puts together of the same components. */
export function drawOnSurface(state: DashboardState, size: Size): string[] {
  const sized = reduce(state, { type: 'resized', ...size })
  const surface = new Surface()
  const { unmount } = render(
    <SurfaceContext.Provider value={surface}>
      <DashboardScreen state={sized} paint={paintFor(0)} />
    </SurfaceContext.Provider>,
  )
  const lines = surface.lines().map((line) => stripVTControlCharacters(line))
  unmount()
  return lines
}

export const cells = (line: string): number => cellWidth(line)

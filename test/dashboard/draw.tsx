import { stripVTControlCharacters } from 'node:util'
import { render } from 'ink-testing-library'
import stringWidth from 'string-width'
import { DashboardScreen } from '../../src/dashboard/components/dashboard-screen.tsx'
import type { DashboardState, Size } from '../../src/dashboard/state/dashboard-state.ts'
import { reduce } from '../../src/dashboard/state/reduce.ts'
import { type ColourDepth, paintFor } from '../../src/dashboard/text/paint.ts'

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

export const cells = (line: string): number => stringWidth(line)

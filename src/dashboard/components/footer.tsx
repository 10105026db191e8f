import type { DashboardState } from '../../live-view/dashboard-state.ts'
import { explainQuestion } from '../../live-view/detail-of.ts'
import { SORTS } from '../../live-view/panel.ts'
import { safeText } from '../../live-view/safe-text.ts'
import { cellWidth } from '../text/cell-width.ts'
import { fitCells } from '../text/fit-cells.ts'
import type { Paint } from '../text/paint.ts'
import { Rows } from './rows.tsx'

/** What of a filter is shown among the keys. */
const FILTER_CELLS = 16

interface FooterProps {
  readonly state: DashboardState
  readonly paint: Paint
}

/** The keys that do something here; while a filter is typed, the filter. */
export function Footer({ state, paint }: FooterProps) {
  const { columns } = state.size
  return (
    <Rows rows={[paint('muted', fitCells(` ${footerText(state, columns - 2)}`, columns))]} width={columns} />
  )
}

function footerText(state: DashboardState, cells: number): string {
  const { view, watched, run, log } = state
  if (view.isTypingFilter) {
    const hint = '▏   enter keeps it · esc clears it'
    const room = Math.max(0, cells - cellWidth(`filter: ${hint}`))
    return `filter: ${endOf(safeText(view.filter), room)}${hint}`
  }
  if (watched.keysOff !== null) return `keys are off: ${watched.keysOff}`
  if (view.overlay) {
    const canExplain =
      watched.canExplain && view.overlay.name === 'details' && explainQuestion(state) !== null
    return `↑↓ scroll · ${canExplain ? 'e explain · ' : ''}esc back`
  }
  const explain = watched.canExplain && explainQuestion(state) ? ['e why'] : []
  const sort = SORTS[view.focus].length > 1 ? ['s sort'] : []
  const pause = watched.mode === 'serve' ? [] : [run.isPaused ? 'p go on' : 'p pause']
  const logs = log.length > 0 ? [`l log (${log.length})`] : []
  const filter = view.filter === '' ? '/ filter' : `/ "${endOf(safeText(view.filter), FILTER_CELLS)}"`
  const rest = ['tab 1–6', '↑↓', filter, ...sort, 'enter', ...explain, 'z zoom']
  return whatFits(['? help', 'q quit', ...pause, ...logs, ...rest], cells)
}

/** The end of the text, where it is typed: at most that many cells. */
function endOf(text: string, cells: number): string {
  const characters = [...text]
  while (cellWidth(characters.join('')) > cells) characters.shift()
  return characters.join('')
}

/** As many as fit, whole; `?` shows all. */
function whatFits(keys: readonly string[], cells: number): string {
  let shown = ''
  for (const key of keys) {
    const longer = shown === '' ? key : `${shown} · ${key}`
    if (cellWidth(longer) > cells) break
    shown = longer
  }
  return shown
}

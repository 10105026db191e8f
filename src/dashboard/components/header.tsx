import { formatCount } from '../../domain/format-count.ts'
import { SourceName } from '../../domain/source-name.ts'
import type { DashboardState } from '../../live-view/dashboard-state.ts'
import { formatSpan, formatTime } from '../../live-view/format.ts'
import { type PhaseName, runPhase } from '../../live-view/run-phase.ts'
import { safeText } from '../../live-view/safe-text.ts'
import { bar } from '../text/bar.ts'
import { cellWidth } from '../text/cell-width.ts'
import { fitCells } from '../text/fit-cells.ts'
import type { Paint, Style } from '../text/paint.ts'
import { Rows } from './rows.tsx'

interface HeaderProps {
  readonly state: DashboardState
  readonly paint: Paint
}

const LOOKS: Readonly<Record<PhaseName, { readonly symbol: string; readonly style: Style }>> = {
  starting: { symbol: '○', style: 'accent' },
  running: { symbol: '●', style: 'good' },
  paused: { symbol: '▮', style: 'warning' },
  'catching up': { symbol: '»', style: 'accent' },
  counting: { symbol: '»', style: 'accent' },
  retrying: { symbol: '▲', style: 'bad' },
  waiting: { symbol: '▲', style: 'warning' },
  stopping: { symbol: '■', style: 'warning' },
  done: { symbol: '✓', style: 'good' },
}

const TITLES = {
  replay: 'axon replay',
  consume: 'axon consume',
  serve: 'axon serve',
  watch: 'axon dashboard',
} as const

const PROGRESS_CELLS = 20

/** What is watched, and what it is doing: two lines. */
export function Header({ state, paint }: HeaderProps) {
  const { columns } = state.size
  return <Rows rows={[phaseLine(state, paint), placeLine(state, paint)]} width={columns} />
}

function phaseLine(state: DashboardState, paint: Paint): string {
  const { watched, now, size } = state
  const { name, detail } = runPhase(state)
  const { symbol, style } = LOOKS[name]
  const title = ` ${TITLES[watched.mode]}  `
  const phase = `${symbol} ${name.toUpperCase()}`
  const clock = ` ${formatTime(now)} `
  const room = Math.max(0, size.columns - cellWidth(title) - cellWidth(phase) - cellWidth(clock) - 2)
  const line = `${paint('strong', title)}${paint(style, phase)}  ${fitCells(safeText(detail), room)}`
  return `${line}${paint('muted', clock)}`
}

function placeLine(state: DashboardState, paint: Paint): string {
  const { watched, size, now } = state
  const progress = progressText(state)
  const time = ` ${formatSpan(Math.max(1_000, now - watched.startedAt))} `
  const room = Math.max(0, size.columns - 1 - cellWidth(progress.text) - cellWidth(time))
  const place = fitCells(placeText(watched, room), room)
  const { filled, empty, text } = progress
  const share = text === '' ? '' : `${paint('accent', filled)}${paint('border', empty)}${progress.percent}`
  return ` ${paint('muted', place)}${share}${paint('muted', time)}`
}

/** Of the file that is read, or of the rows that are counted. */
function progressText({ run }: DashboardState) {
  if (run.share === null) return { filled: '', empty: '', percent: '', text: '' }
  const percent = ` ${formatCount(Math.floor(run.share * 100)).padStart(3)}% `
  const { filled, empty } = bar(run.share, PROGRESS_CELLS)
  return { filled, empty, percent, text: filled + empty + percent }
}

/** Of a file the name is enough where its folders would leave no room for the database. */
function placeText({ source, database }: DashboardState['watched'], room: number): string {
  const to = safeText(database)
  if (source === null) return to
  const whole = `${safeText(source)} → ${to}`
  return cellWidth(whole) < room ? whole : `${safeText(new SourceName(source).short)} → ${to}`
}

import type { DashboardState, View } from '../dashboard-state.ts'
import { detailOf, explainQuestion } from '../detail-of.ts'
import type { Key } from '../key.ts'
import { listed, rowKey, selectedIndex } from '../listed.ts'
import { type Panel, SORTS } from '../panel.ts'
import { shownPanels } from '../shown-panels.ts'

/** Rows that a page key moves by. */
const PAGE = 10

const GROWING: readonly Panel[] = ['occurrences', 'outcomes', 'dead-letters']

const MOVES: Readonly<Record<string, number>> = {
  up: -1,
  down: 1,
  k: -1,
  j: 1,
  'page-up': -PAGE,
  'page-down': PAGE,
  home: -Infinity,
  end: Infinity,
  g: -Infinity,
  G: Infinity,
}

/** What a key changes of the view. Keys that act on the run (`q`, `p`, Ctrl-C) are `keyAction`'s. */
export function reduceKey(state: DashboardState, key: Key): DashboardState {
  const { view } = state
  if (view.isTypingFilter) return typed(state, key)
  const pressed = key.name === 'character' ? key.character : key.name
  const move = MOVES[pressed]
  if (view.overlay) {
    if (move !== undefined) return scrolled(state, move)
    if (pressed === 'e' && view.overlay.name === 'details') return explaining(state)
    return ['escape', 'enter', 'q', '?', 'l', 'backspace'].includes(pressed)
      ? withView(state, { overlay: null, overlayOffset: 0 })
      : state
  }
  if (move !== undefined) return moved(state, move)
  const panels = shownPanels(state)
  if (/^[1-7]$/.test(pressed)) {
    const focus = panels[Number(pressed) - 1]
    return focus ? withView(state, { focus }) : state
  }
  switch (pressed) {
    case 'tab':
    case 'back-tab': {
      const step = pressed === 'tab' ? 1 : panels.length - 1
      const focus = panels[(panels.indexOf(view.focus) + step) % panels.length]
      return focus ? withView(state, { focus }) : state
    }
    case 's':
      return withView(state, {
        sort: { ...view.sort, [view.focus]: (view.sort[view.focus] + 1) % SORTS[view.focus].length },
        selected: { ...view.selected, [view.focus]: null },
      })
    case 'z':
      return withView(state, { isZoomed: !view.isZoomed })
    case '/':
      return withView(state, { isTypingFilter: true })
    case 'escape':
      return withView(state, view.filter === '' ? { isZoomed: false } : { filter: '' })
    case '?':
      return withView(state, { overlay: { name: 'help' }, overlayOffset: 0 })
    case 'l':
      return withView(state, { overlay: { name: 'log' }, overlayOffset: 0 })
    case 'enter': {
      const detail = detailOf(state)
      return detail ? withView(state, { overlay: { name: 'details', detail }, overlayOffset: 0 }) : state
    }
    case 'e':
      return explaining(state)
    default:
      return state
  }
}

/** Longer filters than that find nothing more. */
const LONGEST_FILTER = 60

function typed(state: DashboardState, key: Key): DashboardState {
  const { filter } = state.view
  switch (key.name) {
    case 'character':
      return withView(state, { filter: [...filter, key.character].slice(0, LONGEST_FILTER).join('') })
    case 'backspace':
      return withView(state, { filter: [...filter].slice(0, -1).join('') })
    case 'escape':
      return withView(state, { filter: '', isTypingFilter: false })
    case 'enter':
      return withView(state, { isTypingFilter: false })
    default:
      return state
  }
}

function moved(state: DashboardState, move: number): DashboardState {
  const { focus, selected } = state.view
  const rows = listed(state, focus)
  const index = Math.min(rows.length - 1, Math.max(0, selectedIndex(state, focus) + move))
  const row = rows[index]
  // At the top of a list that grows there, the newest row is followed.
  const follows = index === 0 && GROWING.includes(focus)
  const key = row === undefined || follows ? null : rowKey(focus, row)
  return withView(state, { selected: { ...selected, [focus]: key } })
}

/** Not above the first line. Where the last one is, is known to who draws the lines. */
const scrolled = (state: DashboardState, move: number): DashboardState =>
  withView(state, { overlayOffset: Math.max(0, state.view.overlayOffset + move) })

function explaining(state: DashboardState): DashboardState {
  const question = explainQuestion(state)
  if (!question || !state.watched.canExplain) return state
  return withView(state, { overlay: { name: 'explain', ...question, lines: null }, overlayOffset: 0 })
}

const withView = (state: DashboardState, view: Partial<View>): DashboardState => ({
  ...state,
  view: { ...state.view, ...view },
})

import type { DashboardState } from './dashboard-state.ts'
import type { Key } from './key.ts'

/** What a key asks of the run that is watched; `pause` also ends a pause. */
export type KeyAction = 'quit' | 'interrupt' | 'pause'

/** Ctrl-C reaches a terminal in raw mode as this character. */
export const CTRL_C = '\x03'

export function keyAction({ view, run, watched }: DashboardState, key: Key): KeyAction | null {
  if (key.name !== 'character') return null
  if (key.character === CTRL_C) return 'interrupt'
  if (view.isTypingFilter || view.overlay) return null
  if (key.character === 'q') return run.isStopping ? null : 'quit'
  // Users wait for a service: nobody pauses it by a slip of the hand.
  if (key.character === 'p') return watched.mode === 'serve' ? null : 'pause'
  return null
}

import type { DashboardEvent } from '../../live-view/dashboard-event.ts'
import type { Size, Watched } from '../../live-view/dashboard-state.ts'
import type { KeyAction } from '../../live-view/key-action.ts'
import type { ColourDepth } from '../text/paint.ts'

/** What the drawing thread starts with. */
export interface WorkerStart {
  readonly watched: Watched
  readonly size: Size
  readonly colours: ColourDepth
  /** File descriptors of the terminal; `keys` null = none are read. */
  readonly screen: number
  readonly keys: number | null
  /** See `ScreenLock`. */
  readonly lock: SharedArrayBuffer
}

export type ToWorker =
  /** The screen is free: draw. */
  | { readonly type: 'draw' }
  | { readonly type: 'events'; readonly events: readonly DashboardEvent[] }
  /** Draw what came last, and end. */
  | { readonly type: 'close' }

export type FromWorker =
  /** Everything is loaded. */
  | { readonly type: 'ready' }
  | { readonly type: 'action'; readonly action: KeyAction }
  | { readonly type: 'explain'; readonly activityId: number; readonly userId: number }

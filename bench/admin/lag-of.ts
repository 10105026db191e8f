import type { ShownFrame } from './shown-frames.ts'
import type { StoredState } from './watched-replay.ts'

/**
 * For how long at most the page showed less than the database held, ms: of each frame from when the database first held more until the
 * next frame came. Counted from the look before that, so never too little.
 */
export function lagOf(frames: readonly ShownFrame[], states: readonly StoredState[]): number {
  const lags = frames.slice(0, -1).map(({ read }, index) => {
    const more = states.find(({ messages }) => messages > read)
    return more ? Math.max(0, frames[index + 1]!.atMs - more.sinceMs) : 0
  })
  return Math.max(0, ...lags)
}

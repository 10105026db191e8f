import { setTimeout as delay } from 'node:timers/promises'

const LOOK_AGAIN_MS = 50

/** Waits until `condition` holds: true, or false if it still doesn't after `limitMs`. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  limitMs: number,
): Promise<boolean> {
  const end = performance.now() + limitMs
  while (!(await condition())) {
    if (performance.now() > end) return false
    await delay(LOOK_AGAIN_MS)
  }
  return true
}

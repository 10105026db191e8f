import { setTimeout as wait } from 'node:timers/promises'

/** Waits until the work is done, but no longer than `ms`. @throws what the work throws in that time. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController()
  try {
    await Promise.race([work, wait(ms, undefined, { signal: timer.signal }).catch(() => {})])
  } finally {
    timer.abort()
  }
}

import { setTimeout as wait } from 'node:timers/promises'

/** Waits for the work at most that long; how it ends makes no difference. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController()
  const ended = work.catch(() => {})
  await Promise.race([ended, wait(ms, undefined, { signal: timer.signal }).catch(() => {})])
  timer.abort()
}

import { setTimeout as wait } from 'node:timers/promises'

const FIRST_DELAY_MS = 100
const LONGEST_DELAY_MS = 30_000

/** Full-jitter exponential backoff, 100 ms → 30 s (CONTRACT §2): a random delay below the doubling bound. */
export function fullJitterDelayMs(attempt: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt))
}

/** Waits for `delayMs`, or rejects as soon as the signal is aborted. */
export async function backOff(delayMs: number, signal?: AbortSignal): Promise<void> {
  await wait(delayMs, undefined, { ref: true, ...(signal ? { signal } : {}) })
}

import type { BucketSize } from './token-buckets.ts'

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 }

/** Who has rested for two seconds may ask so much at once. */
const SECONDS_OF_BURST = 2

/**
 * Reads a limit such as `5/s`, `30/m` or `5` (a second); the burst is what comes back in two seconds, and at least one. Null: `0`, no
 * limit. Undefined: none of this.
 */
export function rateLimit(text: string): BucketSize | null | undefined {
  const [, count, unit = 's'] = /^(\d{1,6}(?:\.\d{1,3})?)(?:\/([smh]))?$/.exec(text) ?? []
  if (count === undefined) return undefined
  const perSecond = Number(count) / SECONDS[unit]!
  return perSecond === 0 ? null : { perSecond, burst: Math.max(1, Math.ceil(perSecond * SECONDS_OF_BURST)) }
}

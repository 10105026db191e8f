import { InvalidArgumentError } from 'commander'

const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
/** Some hundred years: beyond it dates end. */
const MOST_MS = 36_500 * 86_400_000

/** Parses an option such as `90d`, `12h`, `30m` or `45s` into milliseconds, or refuses it. */
export function durationMs(text: string): number {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? []
  const value = Number(count) * (UNITS_MS[unit ?? ''] ?? Number.NaN)
  if (value > 0 && value <= MOST_MS) return value
  throw new InvalidArgumentError('It must be a time such as 90d, 12h, 30m or 45s.')
}

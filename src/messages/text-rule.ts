import type { FieldRule } from './field-rule.ts'

/** A string of `min` to `max` characters: Unicode code points, as Postgres counts them. */
export function textRule(min: number, max: number, mustBe: string): FieldRule<string> {
  return {
    mustBe,
    decimals: 0,
    read: (value) =>
      typeof value === 'string' && value.length >= min && hasAtMost(max, value) ? value : null,
  }
}

function hasAtMost(max: number, text: string): boolean {
  if (text.length <= max) return true
  // A code point takes one or two code units.
  return text.length <= 2 * max && [...text].length <= max
}

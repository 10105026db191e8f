import type { FieldRule } from './field-rule.ts'

/** An integer from 1 to 2^53−1, as a JSON number or a string of decimal digits. */
export const idRule: FieldRule<number> = {
  mustBe: `an integer from 1 to ${Number.MAX_SAFE_INTEGER}, or a string of its digits`,
  decimals: 0,
  read(value) {
    if (typeof value === 'number') return isId(value) ? value : null
    if (typeof value !== 'string' || !/^[0-9]+$/.test(value)) return null
    // Rounding keeps the order: what lies above 2^53−1 is read as 2^53 or more, so nothing rounded passes.
    const id = Number(value)
    return isId(id) ? id : null
  },
}

function isId(value: number): boolean {
  return value >= 1 && Number.isSafeInteger(value)
}

import type { FieldRule } from './field-rule.ts'

const MAX_QUANTITY = 1_000_000

/** A JSON integer from 1 to 1 000 000. */
export const quantityRule: FieldRule<number> = {
  mustBe: `an integer from 1 to ${MAX_QUANTITY}`,
  decimals: 0,
  read(value) {
    if (typeof value !== 'number' || !Number.isInteger(value)) return null
    return value >= 1 && value <= MAX_QUANTITY ? value : null
  },
}

import type { FieldRule } from './field-rule.ts'

const MAX_PRICE = 9_999_999_999.99

/** A decimal from 0 to 9 999 999 999.99 with at most two decimals, as a JSON number or a string of digits. */
export const priceRule: FieldRule<number> = {
  mustBe: `a decimal from 0 to ${MAX_PRICE} with at most 2 decimals`,
  decimals: 2,
  read(value) {
    if (typeof value === 'number') return isPrice(value) ? value : null
    if (typeof value !== 'string' || !/^[0-9]+(?:\.[0-9]{1,2})?$/.test(value)) return null
    const price = Number(value)
    return isPrice(price) ? price : null
  },
}

function isPrice(value: number): boolean {
  return value >= 0 && value <= MAX_PRICE && !Object.is(value, -0) && Math.round(value * 100) / 100 === value
}

const MAX_DIGITS = 1_000
const MAX_EXPONENT = 308

/** Completes the sentence "<field> must not hold a number …". */
export const OUT_OF_BOUNDS = `of more than ${MAX_DIGITS} digits, or with an exponent beyond ±${MAX_EXPONENT}`

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/**
 * The exact value of a JSON number as Postgres' `jsonb` writes it: without an exponent, with the decimals that the literal spells
 * (`1.50` stays, `1.50e1` is `15.0`), and no negative zero. Null if it is {@link OUT_OF_BOUNDS} (CONTRACT §1), or no number.
 */
export function exactDecimal(literal: string): string | null {
  const parts = NUMBER.exec(literal)
  if (parts === null) return null
  const [, sign, whole = '', fraction = '', exponentText = '0'] = parts
  const digits = whole + fraction
  const exponent = Number(exponentText)
  if (digits.length > MAX_DIGITS || Math.abs(exponent) > MAX_EXPONENT) return null
  const pointAt = whole.length + exponent
  const padded = pointAt > 0 ? digits.padEnd(pointAt, '0') : '0'.repeat(1 - pointAt) + digits
  const integer = padded.slice(0, Math.max(pointAt, 1)).replace(/^0+(?=\d)/, '')
  const decimals = padded.slice(Math.max(pointAt, 1))
  const isZero = !/[1-9]/.test(digits)
  return `${isZero ? '' : sign}${integer}${decimals === '' ? '' : `.${decimals}`}`
}

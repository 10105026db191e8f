/**
 * How many decimals the exact value of a JSON number has: 0 for `1e3` and `1.0`, 2 for `0.250`, 20 for
 * `1.00000000000000000001` although `JSON.parse` reads that as 1. Linear in the length of the literal.
 */
export function decimalsOfLiteral(literal: string): number {
  const exponentAt = literal.search(/[eE]/)
  const mantissa = exponentAt === -1 ? literal : literal.slice(0, exponentAt)
  const exponent = exponentAt === -1 ? 0 : Number(literal.slice(exponentAt + 1))
  const pointAt = mantissa.indexOf('.')
  const digits = mantissa.replace(/[-.]/g, '')
  let significant = digits.length
  while (significant > 0 && digits[significant - 1] === '0') significant -= 1
  if (significant === 0) return 0
  const written = pointAt === -1 ? 0 : mantissa.length - pointAt - 1
  return Math.max(0, written - (digits.length - significant) - exponent)
}

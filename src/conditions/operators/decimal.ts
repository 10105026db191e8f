/** The number that a JSON number or a decimal string (`-12.50`) stands for; NaN, which compares to nothing, for anything else. */
export const decimal = (value: unknown): number => {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
  return isNumber ? +value : Number.NaN
}

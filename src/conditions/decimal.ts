/** The number that a JSON number or a decimal string (`-12.50`) stands for; NaN, which compares to nothing, for anything else. */
export function decimal(value: unknown): number {
  if (typeof value === 'string') return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
  return typeof value === 'number' ? value : Number.NaN
}

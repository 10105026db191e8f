/** Ids as an index has them: neighbours are looked up on one page (docs/performance.md, *What costs what*). */
export function inKeyOrder(ids: Iterable<number>): readonly number[] {
  const result = [...ids]
  if (result.length < 2) return result
  // Numbers are sorted as numbers in an array of their own only.
  const sorted = new Float64Array(result).sort()
  // Copied back: the first array keeps them as small integers, which become JSON faster than doubles.
  for (let at = 0; at < sorted.length; at += 1) result[at] = sorted[at]!
  return result
}

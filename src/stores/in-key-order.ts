/** Ids as an index has them: neighbours are looked up on one page (docs/performance.md, *What costs what*). */
export function inKeyOrder(ids: ReadonlySet<number>): readonly number[] {
  const ordered = [...ids]
  if (ordered.length < 2) return ordered
  // Numbers are sorted as numbers in an array of their own only. They go back to where they stood as integers: those become JSON sooner.
  const sorted = new Float64Array(ordered).sort()
  for (let at = 0; at < sorted.length; at += 1) ordered[at] = sorted[at]!
  return ordered
}

/** Ids as an index has them: neighbours are looked up on one page (docs/performance.md, *What costs what*). */
export function inKeyOrder(ids: ReadonlySet<number>): readonly number[] {
  const unordered = [...ids]
  // Numbers are sorted as numbers in an array of their own only.
  return unordered.length < 2 ? unordered : [...new Float64Array(unordered).sort()]
}

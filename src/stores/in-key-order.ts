/** Ids as an index has them: neighbours are looked up on one page (docs/performance.md, *What costs what*). */
export const inKeyOrder = (ids: Iterable<number>): number[] => [...Float64Array.from(ids).sort()]

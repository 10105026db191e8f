import { formatCount } from '../format-count.ts'

/** Counts by name, in brackets of a sentence's choice: `LIMIT_REACHED 1,200, OUT_OF_STOCK 3`; empty where there are none. */
export function countsText(
  counts: Readonly<Record<string, number>>,
  [before, after]: readonly [before: string, after: string],
): string {
  const list = Object.entries(counts).map(([name, count]) => `${name} ${formatCount(count)}`)
  return list.length > 0 ? `${before}${list.join(', ')}${after}` : ''
}

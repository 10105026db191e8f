import { formatCount } from '../../domain/format-count.ts'
import { safeText } from '../../live-view/safe-text.ts'

export type CountedLine = readonly [count: number, meaning: string]

/** A summary for people: each number with its meaning, the numbers right-aligned. */
export function countedLines(lines: readonly CountedLine[]): string[] {
  const width = Math.max(...lines.map(([count]) => formatCount(count).length))
  return lines.map(([count, meaning]) => `${formatCount(count).padStart(width)}  ${safeText(meaning)}`)
}

import { wrapCells } from '../../../dashboard/text/wrap-cells.ts'
import { formatCount } from '../../../domain/format-count.ts'
import { safeText } from '../../../live-view/safe-text.ts'

export type CountedLine = readonly [count: number, meaning: string]

/**
 * A summary for people: each number with its meaning, the numbers right-aligned. What does not fit into `width` cells goes on below
 * the meaning's beginning.
 */
export function countedLines(
  lines: readonly CountedLine[],
  width: number = Number.POSITIVE_INFINITY,
): string[] {
  const numbers = Math.max(...lines.map(([count]) => formatCount(count).length))
  const room = width - numbers - 2
  return lines.flatMap(([count, meaning]) => {
    const [first = '', ...more] = wrapCells(safeText(meaning), room)
    const indent = ' '.repeat(numbers + 2)
    return [`${formatCount(count).padStart(numbers)}  ${first}`, ...more.map((text) => indent + text)]
  })
}

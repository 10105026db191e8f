import { Transform } from 'ink'

interface RowsProps {
  /** Each exactly `width` cells wide, with its escape sequences. */
  readonly rows: readonly string[]
  readonly width: number
}

/**
 * Lines that are drawn as they are. Ink keeps every text that it ever measured, for good: what it measures here is a
 * placeholder of the same size, always the same, and the lines are put in its place afterwards. So the memory of a dashboard
 * that runs for weeks stays flat, and a frame costs little.
 */
export function Rows({ rows, width }: RowsProps) {
  if (rows.length === 0 || width <= 0) return null
  const placeholder = Array(rows.length).fill('.'.repeat(width)).join('\n')
  return <Transform transform={(_, index) => rows[index] ?? ''}>{placeholder}</Transform>
}

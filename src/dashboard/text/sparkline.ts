const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/**
 * The newest values as columns of `height` rows, the newest at the right; the highest value fills its column. Rows come from
 * top to bottom, each exactly `width` cells.
 */
export function sparkline(values: readonly number[], width: number, height = 1): string[] {
  const shown = values.slice(-width)
  const highest = Math.max(...shown, 0)
  const levels = shown.map((value) =>
    highest === 0 || value <= 0 ? 0 : Math.max(1, Math.round((value / highest) * height * 8)),
  )
  return Array.from({ length: height }, (_, row) => {
    const below = (height - 1 - row) * 8
    const cells = levels.map((level) => cellOf(level - below, row === height - 1))
    return cells.join('').padStart(width)
  })
}

function cellOf(level: number, isBottom: boolean): string {
  if (level >= 8) return '█'
  if (level >= 1) return LEVELS[level - 1] ?? ' '
  return isBottom && level === 0 ? '▁' : ' '
}

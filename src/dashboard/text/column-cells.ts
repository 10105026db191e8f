/** How wide a column wants to be, in cells. */
export interface ColumnWidth {
  /** Its widest row. Infinity: it takes whatever is left (a bar, or a text that ends the line). */
  readonly need: number
  /** What it can be cut down to; without: it is shown whole, or not at all. */
  readonly least?: number | undefined
  /** What says most of it; without: all that it needs, or the least where that is without end. */
  readonly enough?: number | undefined
  /** It is only shown where all the others have {@link enough}. */
  readonly isOptional?: boolean | undefined
}

/**
 * The cells of each column within `width`, 0 for those that are left out: nothing is cut while there is room. Where there is
 * too little, columns are left out from the end, and what can be cut shares what the others leave, the first ones first.
 */
export function columnCells(columns: readonly ColumnWidth[], width: number, gap: number): number[] {
  let shown = columns.filter(({ isOptional }) => isOptional !== true)
  const sum = (of: readonly ColumnWidth[], cellsOf: (column: ColumnWidth) => number): number =>
    of.reduce((total, column) => total + cellsOf(column), gap * (of.length - 1))
  while (shown.length > 1 && sum(shown, leastOf) > width) shown = shown.slice(0, -1)
  for (const column of columns) {
    if (column.isOptional && sum(shown, enoughOf) + gap + leastOf(column) <= width) shown.push(column)
  }
  const cells = new Map(shown.map((column) => [column, leastOf(column)]))
  let left = width - sum(shown, leastOf)
  // What ends a line, or is a picture only, comes after what has to be read.
  for (const isEndless of [false, true]) {
    for (const column of columns) {
      const has = cells.get(column)
      if (has === undefined || (column.need === Infinity) !== isEndless) continue
      const more = Math.max(0, Math.min(left, column.need - has))
      cells.set(column, has + more)
      left -= more
    }
  }
  return columns.map((column) => Math.min(width, cells.get(column) ?? 0))
}

/** Whether nothing that is shown is cut. */
export const isWhole = (columns: readonly ColumnWidth[], cells: readonly number[]): boolean =>
  columns.every(({ need }, index) => cells[index] === 0 || need === Infinity || cells[index] === need)

const leastOf = ({ need, least }: ColumnWidth): number => Math.min(need, least ?? need)

function enoughOf(column: ColumnWidth): number {
  const { need, enough = need === Infinity ? 0 : need } = column
  return Math.max(leastOf(column), Math.min(need, enough))
}

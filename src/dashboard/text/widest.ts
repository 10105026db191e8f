/** Cells that the longest of these needs, at least `least`: numbers are read whole, or not at all. Plain text only. */
export const widest = <Row>(rows: readonly Row[], textOf: (row: Row) => string, least: number): number =>
  rows.reduce((cells, row) => Math.max(cells, textOf(row).length), least)

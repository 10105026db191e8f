import { cellWidth } from './cell-width.ts'

/** Cells that the widest of these takes, at least `least`. */
export const widest = <Row>(rows: readonly Row[], textOf: (row: Row) => string, least: number): number =>
  rows.reduce((cells, row) => Math.max(cells, cellWidth(textOf(row))), least)

/** A column of a table for people. Names and paths may be cut where there is no room; a number is shown whole, or not at all. */
export interface TableColumn<Row> {
  readonly title: string
  /** Numbers are grouped by thousands, and right-aligned. */
  readonly cell: (row: Row) => string | number
  /** May be cut at its end or (paths) at its start, down to so many cells. */
  readonly cut?: { readonly at: 'start' | 'end'; readonly least: number }
  /** Says less where there is no room, the lowest `turn` of all columns first; `without` names what it leaves out. */
  readonly short?: { readonly turn: number; readonly cell: (row: Row) => string; readonly without?: string }
  /** Is left out where there is no room, as its `turn` comes. */
  readonly leaveOut?: { readonly turn: number }
}

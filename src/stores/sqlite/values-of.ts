import type { Columns, ColumnValue } from '../columns/column.ts'
import type { RowIds } from '../columns/row-ids.ts'

/** What a row holds in these columns, in their order. */
export function valuesOf<Row>(columns: Columns<Row>, row: Row, ids: RowIds): ColumnValue[] {
  return columns.map((column) => column.of(row, ids))
}

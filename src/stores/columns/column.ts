import type { RowIds } from './row-ids.ts'

/** Postgres's names; SQLite's driver takes all of these values as they are. */
export type ColumnType = 'bigint' | 'bytea' | 'jsonb' | 'numeric' | 'text' | 'timestamptz'

/** Instants are epoch milliseconds; `jsonb` and `numeric` are text and number. Undefined is NULL. */
export type ColumnValue = number | string | Buffer | null | undefined

/** One column that the hot path writes: the statements and the parameters of both databases are made from lists of these. */
export interface Column<Row> {
  readonly name: string
  readonly type: ColumnType
  of(row: Row, ids: RowIds): ColumnValue
}

export type Columns<Row> = readonly Column<Row>[]

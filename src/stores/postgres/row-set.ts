import type { Column, Columns, ColumnType, ColumnValue } from '../columns/column.ts'
import { namesOf } from '../columns/names-of.ts'
import type { RowIds } from '../columns/row-ids.ts'
import { bigints, byteas, instants, texts } from './array-parameters.ts'

/** How a column's values travel as one array. */
const ARRAYS: Readonly<Record<ColumnType, { sqlType: string; encode(values: ColumnValue[]): unknown }>> = {
  bigint: { sqlType: 'bigint', encode: (values) => bigints(values as number[]) },
  bytea: { sqlType: 'bytea', encode: (values) => byteas(values as Buffer[]) },
  jsonb: { sqlType: 'text', encode: (values) => texts(values as string[]) },
  numeric: { sqlType: 'numeric', encode: (values) => `{${values}}` },
  text: { sqlType: 'text', encode: (values) => texts(values as string[]) },
  timestamptz: { sqlType: 'timestamptz', encode: (values) => instants(values as number[]) },
}

/** Rows as parameters of a statement: one array per column, numbered on from the sets before it. */
export class RowSet<Row> {
  /** `a, b`: the columns, as they are inserted. */
  readonly names: string
  /** A select list without FROM, for an insert of the rows in their order: in FROM each array would be kept a second time. JSON becomes `jsonb`. */
  readonly unnested: string
  /** How many rows there are. */
  readonly count: string
  readonly #columns: Columns<Row>
  readonly #unnest: string

  /** `first` is the number of its first parameter, from 1. */
  constructor(columns: Columns<Row>, first: number) {
    const parameterOf = ({ type }: Column<Row>, index: number) =>
      `$${first + index}::${ARRAYS[type].sqlType}[]`
    this.#columns = columns
    this.#unnest = `unnest(${columns.map(parameterOf).join(', ')})`
    this.names = namesOf(columns)
    this.count = `cardinality($${first})`
    const unnested = (column: Column<Row>, index: number) =>
      `unnest(${parameterOf(column, index)})${column.type === 'jsonb' ? '::jsonb' : ''} AS ${column.name}`
    this.unnested = columns.map(unnested).join(', ')
  }

  /** `unnest(…) AS name(a, b)`. */
  as(name: string): string {
    return `${this.#unnest} AS ${name}(${this.names})`
  }

  /** `unnest(…) WITH ORDINALITY AS name(a, b, ordinal)`. */
  inOrderAs(name: string): string {
    return `${this.#unnest} WITH ORDINALITY AS ${name}(${this.names}, ordinal)`
  }

  parameters(rows: readonly Row[], ids: RowIds): unknown[] {
    return this.#columns.map((column) => ARRAYS[column.type].encode(rows.map((row) => column.of(row, ids))))
  }
}

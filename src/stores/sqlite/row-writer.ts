import type { Statement } from 'better-sqlite3'
import type { Columns, ColumnValue } from '../columns/column.ts'
import type { RowIds } from '../columns/row-ids.ts'
import type { SqliteConnection } from './connection.ts'
import { insertInto } from './insert-into.ts'
import { type RowReader, rowReader } from './row-reader.ts'

/** Rows of one statement. A statement costs as much as half a row; with more rows the rest costs the same. */
const TOGETHER = 10

export interface RowWriterOptions<Row> {
  readonly table: string
  readonly columns: Columns<Row>
  /** `ON CONFLICT …`: of rows that are there. Without it they are an error that ends the transaction. */
  readonly onConflict?: string
}

/** Inserts rows, several with one statement, in their order. */
export class RowWriter<Row> {
  readonly #one: Statement
  readonly #several: Statement
  readonly #read: RowReader<Row>
  readonly #width: number

  constructor(connection: SqliteConnection, { table, columns, onConflict = '' }: RowWriterOptions<Row>) {
    const prepare = (rows: number): Statement =>
      connection.prepare(`${insertInto(table, columns, rows)} ${onConflict}`)
    this.#one = prepare(1)
    this.#several = prepare(TOGETHER)
    this.#read = rowReader(columns)
    this.#width = columns.length
  }

  /** Returns the id of the first row; the others got those that follow it. */
  write(rows: readonly Row[], ids: RowIds): number {
    let last = 0
    let at = 0
    while (at < rows.length) {
      const count = rows.length - at < TOGETHER ? 1 : TOGETHER
      const values: ColumnValue[] = new Array(count * this.#width)
      for (let row = 0; row < count; row += 1) this.#read(rows[at + row]!, ids, values, row * this.#width)
      at += count
      const statement = count === 1 ? this.#one : this.#several
      // One by one, not as an array: the driver would look each of them up as a property.
      last = Number(statement.run(...values).lastInsertRowid)
    }
    return last - rows.length + 1
  }
}

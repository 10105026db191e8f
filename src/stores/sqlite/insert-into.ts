import type { Columns } from '../columns/column.ts'
import { namesOf } from '../columns/names-of.ts'

/** `INSERT INTO table (a, b) VALUES (?, ?)`, for the values of these columns in their order. */
export function insertInto<Row>(table: string, columns: Columns<Row>): string {
  return `INSERT INTO ${table} (${namesOf(columns)}) VALUES (${columns.map(() => '?').join(', ')})`
}

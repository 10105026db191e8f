import type { Columns } from '../columns/column.ts'
import { namesOf } from '../columns/names-of.ts'

/**
 * `INSERT INTO table (a, b) VALUES (?, ?)`, for the values of these columns in their order. With several rows a violated constraint rolls back
 * the whole transaction: to take back only what the statement did, SQLite would keep a journal of it in a file.
 */
export function insertInto<Row>(table: string, columns: Columns<Row>, rows = 1): string {
  const row = `(${columns.map(() => '?').join(', ')})`
  const values = Array.from({ length: rows }, () => row).join(', ')
  return `INSERT ${rows > 1 ? 'OR ROLLBACK ' : ''}INTO ${table} (${namesOf(columns)}) VALUES ${values}`
}

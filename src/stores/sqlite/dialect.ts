import { sql } from 'drizzle-orm/sql'
import type { Dialect } from '../dialect.ts'

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  epochMs: (column) => column,
  instant: (epochMs) => sql`${epochMs}`,
  json: (text) => sql`${text}`,
  selectRows: (_, columns, json) => {
    const values = sql.raw(columns.map((column) => `value ->> '${column}'`).join(', '))
    // Without a condition SQLite takes ON CONFLICT for one of a join.
    return sql`SELECT ${values} FROM json_each(${json}) WHERE true`
  },
  instantInJson: String,
  jsonInJson: JSON.stringify,
}

import { sql } from 'drizzle-orm/sql'
import type { Dialect } from '../dialect.ts'

/** Exact to the millisecond: `to_timestamp(ms / 1000.0)` goes through a float of seconds and is off by a microsecond. */
export const postgresDialect: Dialect = {
  name: 'postgres',
  epochMs: (column) => sql`(extract(epoch from ${column}) * 1000)::bigint`,
  instant: (epochMs) => sql`(timestamptz 'epoch' + ${epochMs}::bigint * interval '1 millisecond')`,
  json: (text) => sql`${text}::jsonb`,
  selectRows: (table, columns, json) =>
    sql`SELECT ${sql.raw(columns.join(', '))} FROM json_populate_recordset(NULL::${sql.raw(table)}, ${json}::json)`,
  instantInJson: (epochMs) => (epochMs === null ? 'null' : `"${new Date(epochMs).toISOString()}"`),
  jsonInJson: (text) => text,
}

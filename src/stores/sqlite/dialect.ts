import { sql } from 'drizzle-orm'
import type { Dialect } from '../dialect.ts'

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  epochMs: (column) => column,
  instant: (epochMs) => sql`${epochMs}`,
  json: (text) => sql`${text}`,
}

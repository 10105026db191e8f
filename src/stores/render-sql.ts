import { CasingCache } from 'drizzle-orm/casing'
import type { Query as RenderedSql, SQL } from 'drizzle-orm/sql'
import { quotedName } from './quoted-name.ts'

/** Asked for by `toQuery`; it renders columns of a schema, and there are none. */
const casing = new CasingCache()

/** How the databases call a parameter, from its index. */
export const sqliteParameter = (): string => '?'
export const postgresParameter = (index: number): string => `$${index + 1}`

/**
 * The text of a statement, and the values of its parameters; `parameter`: as the database calls them. Drizzle's
 * dialects would do it too, but bring their query builders with them: a tenth of the time of a start.
 */
export function renderSql(statement: SQL, parameter: (index: number) => string): RenderedSql {
  return statement.toQuery({
    casing,
    escapeName: quotedName,
    escapeParam: parameter,
    escapeString: (text) => `'${text.replaceAll("'", "''")}'`,
  })
}

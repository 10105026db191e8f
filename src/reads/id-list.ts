import { type SQL, sql } from 'drizzle-orm/sql'

/** Ids (or texts) for `IN (…)`. Bound their number: each is a parameter of the statement. */
export function idList(values: readonly (number | string)[]): SQL {
  return sql`(${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`
}

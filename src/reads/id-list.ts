import { type SQL, sql } from 'drizzle-orm'

/** Ids (or texts) for `IN (…)`. Bound it: every one is a parameter of its own. */
export function idList(values: readonly (number | string)[]): SQL {
  return sql`(${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`
}

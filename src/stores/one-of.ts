import { type SQL, type SQLWrapper, sql } from 'drizzle-orm/sql'

/** A check that a column holds one of these words. */
export function oneOf(column: SQLWrapper, words: readonly string[]): SQL {
  return sql`${column} IN (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`
}

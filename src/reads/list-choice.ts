import { type SQL, sql } from 'drizzle-orm/sql'
import { holdsText } from './holds-text.ts'

/** Which rows of a list, and how many: those after an id whose text holds all words. */
export interface ListChoice {
  readonly id?: number | undefined
  /** Words of the name, or an id; upper and lower case of ASCII letters are the same. */
  readonly text?: string | undefined
  /** Only those with a greater id. */
  readonly afterId?: number | undefined
  readonly limit?: number | undefined
}

/** The choice as conditions on a table with an `id`; `name` is its column that is looked through. */
export function listConditions({ id, text, afterId = 0 }: ListChoice, name: SQL): SQL[] {
  const conditions = [id === undefined ? sql`id > ${afterId}` : sql`id = ${id}`]
  const words = (text ?? '').split(/\s+/).filter(Boolean)
  const [first] = words
  if (!first) return conditions
  const isId = words.length === 1 && /^[0-9]{1,15}$/.test(first)
  const found = sql.join(
    words.map((word) => holdsText(name, word)),
    sql` AND `,
  )
  return [...conditions, isId ? sql`(id = ${Number(first)} OR ${found})` : found]
}

export const limitedTo = (limit: number | undefined): SQL =>
  limit === undefined ? sql`` : sql`LIMIT ${limit}`

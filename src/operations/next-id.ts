import { type SQL, sql } from 'drizzle-orm/sql'
import type { Query } from '../stores/database.ts'
import { COUNT } from '../stores/rows/row-kind.ts'
import { rowShape } from '../stores/rows/row-shape.ts'

const ID = rowShape('next id', { id: COUNT })

/**
 * The id after the greatest of those that `used` selects, each once, as `id`. Where that is the greatest that there can be, the one after the
 * greatest that has room behind it. One at a time may ask.
 */
export async function nextId(query: Query, used: SQL): Promise<number> {
  const [greatest] = await query(sql`SELECT coalesce(max(id), 0) AS id FROM (${used}) AS used`, ID)
  if (greatest!.id < Number.MAX_SAFE_INTEGER) return greatest!.id + 1
  // Looks at every row, which the index spares the others.
  const [next] = await query(
    sql`
      SELECT id + 1 AS id
      FROM (SELECT id, lead(id) OVER (ORDER BY id) AS following FROM (SELECT 0 AS id UNION ALL SELECT id FROM (${used}) AS used) AS all_of_them) AS pairs
      WHERE id < ${sql.raw(String(Number.MAX_SAFE_INTEGER))} AND coalesce(following, id + 2) > id + 1
      ORDER BY pairs.id DESC LIMIT 1`,
    ID,
  )
  return next!.id
}

import { sql } from 'drizzle-orm/sql'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { ID, INSTANT, JSON_TEXT, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { type ListChoice, limitedTo, listConditions } from '../list-choice.ts'

/** Whose pages may ask from a browser (CONTRACT §11). */
export interface Site {
  readonly id: number
  readonly name: string
  /** Public: it stands in the pages. */
  readonly key: string
  /** As browsers send them: scheme, host, and a port that is not the scheme's own. */
  readonly origins: readonly string[]
  /** Epoch ms. */
  readonly createdAt: number
}

const SITE = rowShape<Omit<Site, 'origins'> & { readonly origins: string }>('site', {
  id: ID,
  name: TEXT,
  key: TEXT,
  origins: JSON_TEXT,
  createdAt: INSTANT,
})

/** Sites, by id; default: all. */
export async function readSites(
  query: Query,
  { epochMs }: Dialect,
  choice: ListChoice = {},
): Promise<Site[]> {
  const rows = await query(
    sql`
      SELECT id, name, site_key AS key, CAST(origins AS text) AS origins, ${epochMs(sql`created_at`)} AS "createdAt"
      FROM sites WHERE ${sql.join(listConditions(choice, sql`name`), sql` AND `)}
      ORDER BY id ${limitedTo(choice.limit)}`,
    SITE,
  )
  return rows.map((row) => ({ ...row, origins: JSON.parse(row.origins) as string[] }))
}

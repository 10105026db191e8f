import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm/sql'
import { readSites, type Site } from '../../reads/identity/sites.ts'
import type { Database } from '../../stores/database.ts'
import { ID } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { type Author, recordChanges } from '../changes/record-changes.ts'
import { oneAtATime } from '../one-at-a-time.ts'

/** Long enough that sites don't get the same by chance; it is no secret. */
const KEY_BYTES = 12

const MADE = rowShape('added site', { id: ID })

/**
 * Adds a site whose pages may ask from a browser (CONTRACT §11). `origins` are as {@link originOf} gives them. Null if there is
 * a site of that name.
 */
export async function addSite(
  database: Database,
  { name, origins }: Pick<Site, 'name' | 'origins'>,
  author: Author,
): Promise<Site | null> {
  const { dialect } = database
  const key = `axs_${randomBytes(KEY_BYTES).toString('base64url')}`
  return database.transaction(async (query) => {
    await oneAtATime(query, dialect, 'sites')
    const isTaken = (await readSites(query, dialect)).some((site) => site.name === name)
    if (isTaken) return null
    const [row] = await query(
      sql`
      INSERT INTO sites (name, site_key, origins, created_at)
      VALUES (${name}, ${key}, ${dialect.json(JSON.stringify(origins))}, ${dialect.instant(author.atMs)}) RETURNING id`,
      MADE,
    )
    const { id } = row!
    await recordChanges(query, dialect, author, [
      { action: 'create', subject: 'site', subjectId: id, before: null, after: { name, key, origins } },
    ])
    return { id, name, key, origins, createdAt: author.atMs }
  })
}

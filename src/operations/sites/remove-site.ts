import { sql } from 'drizzle-orm/sql'
import { readSites, type Site } from '../../reads/identity/sites.ts'
import type { Database } from '../../stores/database.ts'
import { type Author, recordChanges } from '../changes/record-changes.ts'

/** Takes a site away: its key and its origins count no more. Null if there is none of that id. */
export async function removeSite(database: Database, id: number, author: Author): Promise<Site | null> {
  const { dialect } = database
  return database.transaction(async (query) => {
    const site = (await readSites(query, dialect)).find((stored) => stored.id === id)
    if (!site) return null
    await query(sql`DELETE FROM sites WHERE id = ${id}`)
    const before = { name: site.name, key: site.key, origins: site.origins }
    await recordChanges(query, dialect, author, [
      { action: 'remove', subject: 'site', subjectId: id, before, after: null },
    ])
    return site
  })
}

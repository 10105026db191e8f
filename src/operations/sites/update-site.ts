import { sql } from 'drizzle-orm'
import { readSites, type Site } from '../../reads/identity/sites.ts'
import type { Database } from '../../stores/database.ts'
import { type Author, recordChanges } from '../changes/record-changes.ts'

/** What is named takes the place of what was there. As for `addSite`, names are short names and origins as `originOf` gives them. */
export type SiteChange = Partial<Pick<Site, 'name' | 'origins'>>

/**
 * Changes a site, if it is still as `isCurrent` wants it; its key stays, and with it the pages that have it. `name_taken`: another site is
 * named so.
 */
export async function updateSite(
  database: Database,
  id: number,
  change: SiteChange,
  author: Author,
  isCurrent: (stored: Site) => boolean = () => true,
): Promise<Site | 'missing' | 'name_taken' | { readonly conflict: Site }> {
  const { dialect } = database
  return database.transaction(async (query) => {
    const sites = await readSites(query, dialect)
    const stored = sites.find((site) => site.id === id)
    if (!stored) return 'missing'
    if (!isCurrent(stored)) return { conflict: stored }
    const site = { ...stored, ...change }
    if (sites.some((other) => other.id !== id && other.name === site.name)) return 'name_taken'
    const [before, after] = [stored, site].map(({ name, key, origins }) => ({ name, key, origins }))
    if (JSON.stringify(before) === JSON.stringify(after)) return stored
    await query(
      sql`UPDATE sites SET name = ${site.name}, origins = ${dialect.json(JSON.stringify(site.origins))} WHERE id = ${id}`,
    )
    await recordChanges(query, dialect, author, [
      { action: 'update', subject: 'site', subjectId: id, before, after },
    ])
    return site
  })
}

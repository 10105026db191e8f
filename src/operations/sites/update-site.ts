import { sql } from 'drizzle-orm/sql'
import { readSites, type Site } from '../../reads/identity/sites.ts'
import type { Database, Query } from '../../stores/database.ts'
import { type Author, recordChanges } from '../changes/record-changes.ts'
import { oneAtATime } from '../one-at-a-time.ts'

/** What is named takes the place of what was there. As for `addSite`, names are short names and origins as `originOf` gives them. */
export type SiteChange = Partial<Pick<Site, 'name' | 'origins'>>

export type SiteUpdated =
  | { readonly kind: 'saved'; readonly site: Site }
  | { readonly kind: 'conflict'; readonly stored: Site }
  | { readonly kind: 'missing' }
  /** Another site is named so. */
  | { readonly kind: 'name_taken' }

/** Changes a site, if it is still as `isCurrent` wants it; its key stays, and with it the pages that have it. */
export function updateSite(
  database: Database,
  id: number,
  { change, isCurrent }: { change: SiteChange; isCurrent: (stored: Site) => boolean },
  author: Author,
): Promise<SiteUpdated> {
  return database.transaction(async (query) => {
    await oneAtATime(query, database.dialect, 'sites')
    const sites = await readSites(query, database.dialect)
    const stored = sites.find((site) => site.id === id)
    if (!stored) return { kind: 'missing' }
    if (!isCurrent(stored)) return { kind: 'conflict', stored }
    return save(query, database, { stored, sites, change, author })
  })
}

interface SavedSite {
  readonly stored: Site
  readonly sites: readonly Site[]
  readonly change: SiteChange
  readonly author: Author
}

async function save(
  query: Query,
  { dialect }: Database,
  { stored, sites, change, author }: SavedSite,
): Promise<SiteUpdated> {
  const { id } = stored
  const site = { ...stored, ...change }
  if (sites.some((other) => other.id !== id && other.name === site.name)) {
    return { kind: 'name_taken' }
  }
  const [before, after] = [stored, site].map(({ name, key, origins }) => ({ name, key, origins }))
  if (JSON.stringify(before) === JSON.stringify(after)) return { kind: 'saved', site: stored }
  await query(
    sql`UPDATE sites SET name = ${site.name}, origins = ${dialect.json(JSON.stringify(site.origins))} WHERE id = ${id}`,
  )
  await recordChanges(query, dialect, author, [
    { action: 'update', subject: 'site', subjectId: id, before, after },
  ])
  return { kind: 'saved', site }
}

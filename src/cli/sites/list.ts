import { terminalJson } from '../../domain/shown-text.ts'
import { readSites } from '../../reads/identity/sites.ts'
import { textTable } from '../shared/text-table.ts'
import { usingDatabase } from '../shared/using-database.ts'
import type { SitesOptions } from './sites-options.ts'

/** `axon sites list`. Returns the exit code. */
export async function listSites({ database: url, json }: SitesOptions): Promise<number> {
  return usingDatabase(url, async (database) => {
    const stored = await readSites(database.query, database.dialect)
    const sites = stored.map((site) => ({ ...site, createdAt: new Date(site.createdAt).toISOString() }))
    const rows = sites.map(({ id, name, key, origins }) => [String(id), name, key, origins.join(' ')])
    const text = sites.length > 0 ? textTable(['id', 'name', 'key', 'origins'], rows) : 'no sites'
    process.stdout.write(`${json ? terminalJson({ sites }) : text}\n`)
    return 0
  })
}

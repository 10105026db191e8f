import { terminalJson } from '../../domain/shown-text.ts'
import { readSites } from '../../reads/identity/sites.ts'
import { outputWidth } from '../shared/tables/output-width.ts'
import type { TableColumn } from '../shared/tables/table-column.ts'
import { textTable } from '../shared/tables/text-table.ts'
import { readingDatabase } from '../shared/using-database.ts'
import type { SitesOptions } from './sites-options.ts'

type Site = Awaited<ReturnType<typeof readSites>>[number]

const COLUMNS: readonly TableColumn<Pick<Site, 'id' | 'name' | 'key' | 'origins'>>[] = [
  { title: 'id', cell: ({ id }) => String(id) },
  { title: 'name', cell: ({ name }) => name, cut: { at: 'end', least: 12 } },
  { title: 'key', cell: ({ key }) => key },
  { title: 'origins', cell: ({ origins }) => origins.join(' '), cut: { at: 'end', least: 12 } },
]

/** `axon sites list`. Returns the exit code. */
export async function listSites({ database: url, json }: SitesOptions): Promise<number> {
  return readingDatabase(url, async (database) => {
    const stored = await readSites(database.query, database.dialect)
    const sites = stored.map((site) => ({ ...site, createdAt: new Date(site.createdAt).toISOString() }))
    const text = sites.length > 0 ? textTable(COLUMNS, sites, outputWidth()).text : 'no sites'
    process.stdout.write(`${json ? terminalJson({ sites }) : text}\n`)
    return 0
  })
}

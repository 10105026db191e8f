import { oneLineError, terminalJson } from '../../domain/shown-text.ts'
import { removeSite as remove } from '../../operations/sites/remove-site.ts'
import { authorOfCommand } from '../shared/identity/author-of-command.ts'
import { usingDatabase } from '../shared/using-database.ts'
import type { SitesOptions } from './sites-options.ts'
import { unknownSite } from './wrong-site.ts'

/** `axon sites remove`. Returns the exit code. */
export async function removeSite(id: number, { database: url, json }: SitesOptions): Promise<number> {
  return usingDatabase(url, async (database) => {
    const site = await remove(database, id, authorOfCommand())
    if (!site) throw unknownSite(id)
    const { name, key, origins } = site
    const text = `site ${id} (${oneLineError(name)}) is removed`
    process.stdout.write(`${json ? terminalJson({ id, name, key, origins }) : text}\n`)
    return 0
  })
}

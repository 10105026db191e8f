import { terminalJson } from '../../domain/shown-text.ts'
import { addSite as add } from '../../operations/sites/add-site.ts'
import { authorOfCommand } from '../shared/identity/author-of-command.ts'
import { usingDatabase } from '../shared/using-database.ts'
import type { AddSiteOptions } from './sites-options.ts'
import { nameTaken } from './wrong-site.ts'

/** `axon sites add`. Returns the exit code. */
export async function addSite({ database: url, name, origin, json }: AddSiteOptions): Promise<number> {
  return usingDatabase(url, async (database) => {
    const site = await add(database, { name, origins: origin }, authorOfCommand())
    if (!site) throw nameTaken(name)
    const { id, key, origins } = site
    process.stdout.write(`${json ? terminalJson({ id, name, key, origins }) : key}\n`)
    process.stderr.write(`site ${id} is added: ${origins.join(', ')}\n`)
    return 0
  })
}

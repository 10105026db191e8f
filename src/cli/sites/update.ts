import { oneLineError, terminalJson } from '../../domain/shown-text.ts'
import { updateSite as update } from '../../operations/sites/update-site.ts'
import { CommandError } from '../shared/command-error.ts'
import { authorOfCommand } from '../shared/identity/author-of-command.ts'
import { usingDatabase } from '../shared/using-database.ts'
import type { UpdateSiteOptions } from './sites-options.ts'
import { nameTaken, unknownSite } from './wrong-site.ts'

/** `axon sites update`. Returns the exit code. */
export async function updateSite(
  id: number,
  { database: url, name, origin, json }: UpdateSiteOptions,
): Promise<number> {
  if (name === undefined && origin === undefined)
    throw new CommandError('nothing is to be changed: say --name or --origin', 2)
  const change = { ...(name !== undefined && { name }), ...(origin && { origins: origin }) }
  return usingDatabase(url, async (database) => {
    const updated = await update(database, id, { change, isCurrent: () => true }, authorOfCommand())
    if (updated.kind === 'name_taken') throw nameTaken(name!)
    if (updated.kind !== 'saved') throw unknownSite(id)
    const { site } = updated
    const { key, origins } = site
    const text = `site ${id} (${oneLineError(site.name)}): ${origins.join(', ')}`
    process.stdout.write(`${json ? terminalJson({ id, name: site.name, key, origins }) : text}\n`)
    return 0
  })
}

import { Command, InvalidArgumentError } from 'commander'
import { originOf } from '../../operations/sites/origin-of.ts'
import { shortName } from '../shared/identity/short-name.ts'
import { id, withDatabase } from '../shared/options.ts'
import type { AddSiteOptions, SitesOptions, UpdateSiteOptions } from './sites-options.ts'

const EXAMPLES = `
Examples:
  axon sites add --name shop --origin https://shop.example --origin https://www.shop.example
  axon sites update 2 --origin https://shop.example         these, in the place of those that it had; its key stays
  axon sites list
  axon sites remove 2

Browsers may ask from the pages of these origins. The key of a site is public: it stands in its pages.`

export function sitesCommand(): Command {
  const group = new Command('sites').addHelpText('afterAll', EXAMPLES)
  for (const command of [addCommand(), updateCommand(), listCommand(), removeCommand()])
    group.addCommand(withDatabase(command))
  return group
}

function addCommand(): Command {
  return new Command('add')
    .description('add a site and show its key')
    .requiredOption('--name <name>', 'for people; each site has its own', shortName)
    .requiredOption('--origin <origin>', 'scheme and host of its pages; again for each further one', origins)
    .option('--json', 'print it as one JSON object')
    .action(async (options: AddSiteOptions) => {
      const { addSite } = await import('./add.ts')
      process.exitCode = await addSite(options)
    })
}

function updateCommand(): Command {
  return new Command('update')
    .description('change the name or the origins of a site; its key stays')
    .argument('<id>', 'as in the list', id)
    .option('--name <name>', 'its new name', shortName)
    .option('--origin <origin>', 'its pages, in the place of all it had; again for each further one', origins)
    .option('--json', 'print it as one JSON object')
    .action(async (siteId: number, options: UpdateSiteOptions) => {
      const { updateSite } = await import('./update.ts')
      process.exitCode = await updateSite(siteId, options)
    })
}

function listCommand(): Command {
  return new Command('list')
    .description('list all sites')
    .option('--json', 'print them as one JSON object')
    .action(async (options: SitesOptions) => {
      const { listSites } = await import('./list.ts')
      process.exitCode = await listSites(options)
    })
}

function removeCommand(): Command {
  return new Command('remove')
    .description('take a site away: its key and its origins count no more')
    .argument('<id>', 'as in the list', id)
    .option('--json', 'print what was removed as one JSON object')
    .action(async (siteId: number, options: SitesOptions) => {
      const { removeSite } = await import('./remove.ts')
      process.exitCode = await removeSite(siteId, options)
    })
}

const MOST_ORIGINS = 100

function origins(text: string, earlier: readonly string[] = []): readonly string[] {
  const origin = originOf(text)
  if (origin === null) {
    throw new InvalidArgumentError(
      'It must be an origin such as https://shop.example, without path or wildcard.',
    )
  }
  if (earlier.length >= MOST_ORIGINS) throw new InvalidArgumentError(`At most ${MOST_ORIGINS} origins.`)
  return earlier.includes(origin) ? earlier : [...earlier, origin]
}

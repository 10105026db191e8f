import { Command } from 'commander'
import { withDatabase } from '../shared/options.ts'
import type { SeedCommandOptions } from './seed-options.ts'

const EXAMPLES = `
Examples:
  axon seed                                  the bundled sample shop
  axon seed shop.json                        insert what is new, update what changed; twice = once
  axon seed shop.json --reset --yes          empty all tables first
  jq . shop.json | axon seed -               from standard input

A changed stock is applied as a difference: what purchases took stays taken. The file is applied whole or not at all.`

export function seedCommand(): Command {
  const command = new Command('seed')
    .argument('[file]', 'a JSON file; - reads standard input (default: the bundled seeds/default.json)')
    .option(
      '--reset',
      'empty all tables first: entries, occurrences, dead letters and positions too; not keys and sites',
    )
    .option('--yes', 'do not ask whether --reset is meant')
    .option('--json', 'print what was done as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, options: SeedCommandOptions) => {
      const { seedFromFile } = await import('./seed.ts')
      process.exitCode = await seedFromFile(file, options)
    })
  return withDatabase(command)
}

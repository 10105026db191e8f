import { Command } from 'commander'
import { id, withDatabase } from '../shared/options.ts'
import type { StatusCommandOptions } from './status-options.ts'

const EXAMPLES = `
Examples:
  axon status
  axon status --activity 1                   one activity and its product
  axon status --json --database postgres://axon@localhost/shop`

export function statusCommand(): Command {
  const command = new Command('status')
    .description('show stock, activities, outcomes and positions, once')
    .option('--activity <id>', 'only this campaign activity', id)
    .option('--json', 'print it as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (options: StatusCommandOptions) => {
      const { status } = await import('./status.ts')
      process.exitCode = await status(options)
    })
  return withDatabase(command)
}

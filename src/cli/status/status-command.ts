import { Command, InvalidArgumentError, Option } from 'commander'
import { id, integer, withDatabase } from '../shared/options.ts'
import { STATUS_LISTS } from './status-list.ts'
import type { StatusCommandOptions } from './status-options.ts'

const EXAMPLES = `
Examples:
  axon status
  axon status --activity 1                   one activity and its product
  axon status --watch                        again every 2 seconds, until ctrl-c
  axon status --csv products > products.csv
  axon status --json --database postgres://axon@localhost/shop

On a terminal tables fit its width and show the first 20 rows; elsewhere all of them, in lines of any length (COLUMNS sets one).
With --watch, --json and --csv print one object, or one table, each time.`

const MAX_SECONDS = 86_400

export function statusCommand(): Command {
  const command = new Command('status')
    .option('--activity <id>', 'only this campaign activity', id)
    .option('--limit <n>', 'rows of each list (default: 20 on a terminal, else all)', integer(1, 1_000_000))
    .addOption(new Option('--json', 'print it as one JSON object').conflicts('csv'))
    .addOption(new Option('--csv <list>', 'print one list as CSV').choices(STATUS_LISTS))
    .option('--watch [seconds]', 'print it again and again (default: every 2 seconds)', seconds)
    .addHelpText('after', EXAMPLES)
    .action(async (options: StatusCommandOptions) => {
      const { status } = await import('./status.ts')
      process.exitCode = await status(options)
    })
  return withDatabase(command)
}

function seconds(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (value >= 0.1 && value <= MAX_SECONDS) return value
  throw new InvalidArgumentError(`It must be a number of seconds from 0.1 to ${MAX_SECONDS}.`)
}

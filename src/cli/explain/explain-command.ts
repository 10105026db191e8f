import { Command } from 'commander'
import { id, withDatabase } from '../shared/options.ts'
import type { ExplainCommandOptions } from './explain-options.ts'

const EXAMPLES = `
Examples:
  axon explain --activity 1 --user 1042
  axon explain --activity 1 --user 1042 --json --database postgres://axon@localhost/shop

Exit codes: 0 it was decided, either way; 1 no request of this user was decided for this activity.`

export function explainCommand(): Command {
  const command = new Command('explain')
    .requiredOption('--activity <id>', 'the campaign activity', id)
    .requiredOption('--user <id>', 'the user', id)
    .option('--json', 'print it as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ExplainCommandOptions) => {
      const { explainDecision } = await import('./explain.ts')
      process.exitCode = await explainDecision(options)
    })
  return withDatabase(command)
}

import { Command } from 'commander'
import { withDatabase } from '../shared/options.ts'
import type { VerifyCommandOptions } from './verify-options.ts'

const EXAMPLES = `
Examples:
  axon verify
  axon verify --digest                       also print one fingerprint of all decisions
  axon verify --json --database postgres://axon@localhost/shop

The digest is the same on every database that decided the same (docs/digest.md). Nothing is changed, nobody has to wait.
Exit codes: 0 every invariant holds, 1 one is broken: the rows are named.`

export function verifyCommand(): Command {
  const command = new Command('verify')
    .description('check that every promise was kept: stock, limits, sequences, occurrences, positions')
    .option('--digest', 'print one fingerprint of all decisions, to compare databases with')
    .option('--json', 'print the result as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (options: VerifyCommandOptions) => {
      const { verifyDatabase } = await import('./verify.ts')
      process.exitCode = await verifyDatabase(options)
    })
  return withDatabase(command)
}

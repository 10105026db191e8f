import { Command } from 'commander'
import { withDatabase } from '../shared/options.ts'
import type { VerifyCommandOptions } from './verify-options.ts'

const EXAMPLES = `
Examples:
  axon verify
  axon verify --digest                       also print one fingerprint of all decisions
  axon verify --receipt answer.json --receipt-keys keys.json
                                             whether a receipt of axon serve is true
  axon verify --json --database postgres://axon@localhost/shop

The digest is the same on every database that decided the same (docs/digest.md). Nothing is changed, nobody has to wait.
Exit codes: 0 every invariant (or the receipt) holds, 1 one is broken: the rows, or what differs, are named.`

export function verifyCommand(): Command {
  const command = new Command('verify')
    .option('--digest', 'print one fingerprint of all decisions, to compare databases with')
    .option(
      '--receipt <file>',
      'prove this receipt instead: the receipt, or an answer that holds it; - is standard input',
    )
    .option(
      '--receipt-keys <file>',
      'the keys to check it with: what GET /v1/receipt-keys answers, or the key file',
    )
    .option('--json', 'print the result as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (options: VerifyCommandOptions) => {
      if (options.receipt !== undefined) {
        const { verifyReceipt } = await import('./verify-receipt.ts')
        process.exitCode = await verifyReceipt(options.receipt, options)
        return
      }
      const { verifyDatabase } = await import('./verify.ts')
      process.exitCode = await verifyDatabase(options)
    })
  return withDatabase(command)
}

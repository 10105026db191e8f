import { Command, Option } from 'commander'
import { durationMs } from '../shared/identity/duration.ts'
import { shortName } from '../shared/identity/short-name.ts'
import { integer, withDatabase } from '../shared/options.ts'
import type { CreateKeyOptions, KeysOptions } from './keys-options.ts'

const EXAMPLES = `
Examples:
  axon keys create --name shop --role business                a shop's server: sends requests for its users
  axon keys create --name kim --role admin --expires 90d      an operator
  axon keys list
  axon keys revoke 3                                          works within a second in every process

A key is sent as \`Authorization: Bearer axk_…\`. It is shown once, when it is made: only its hash is stored.`

export function keysCommand(): Command {
  const group = new Command('keys').addHelpText('afterAll', EXAMPLES)
  for (const command of [createCommand(), listCommand(), revokeCommand()])
    group.addCommand(withDatabase(command))
  return group
}

function createCommand(): Command {
  return new Command('create')
    .description('make a key and show it, this once')
    .requiredOption('--name <name>', 'whose it is, for people', shortName)
    .addOption(
      new Option(
        '--role <role>',
        'business: sends for users; admin: changes everything; viewer: sees everything',
      )
        .choices(['business', 'admin', 'viewer'])
        .makeOptionMandatory(),
    )
    .option('--expires <time>', 'how long it counts: 90d, 12h (default: until it is revoked)', durationMs)
    .option('--json', 'print it as one JSON object')
    .action(async (options: CreateKeyOptions) => {
      const { createKey } = await import('./create.ts')
      process.exitCode = await createKey(options)
    })
}

function listCommand(): Command {
  return new Command('list')
    .description('list all keys, the revoked ones included; never the keys themselves')
    .option('--json', 'print them as one JSON object')
    .action(async (options: KeysOptions) => {
      const { listKeys } = await import('./list.ts')
      process.exitCode = await listKeys(options)
    })
}

function revokeCommand(): Command {
  return new Command('revoke')
    .description('take a key back, for good')
    .argument('<id>', 'as in the list', integer(1, Number.MAX_SAFE_INTEGER))
    .option('--json', 'print what was revoked as one JSON object')
    .action(async (id: number, options: KeysOptions) => {
      const { revokeKey } = await import('./revoke.ts')
      process.exitCode = await revokeKey(id, options)
    })
}

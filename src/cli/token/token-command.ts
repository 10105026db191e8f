import { Command, InvalidArgumentError, Option } from 'commander'
import { durationMs } from '../shared/identity/duration.ts'
import { integer } from '../shared/options.ts'
import type { Claims, TokenOptions } from './token-options.ts'

const EXAMPLES = `
Examples:
  export AXON_JWT_SECRET="$(openssl rand -base64 48)"
  axon token --user 42
  axon token --user 42 --expires 10m --claim grade=gold
  curl -X POST localhost:8787/v1/activities/9/entries -H "Authorization: Bearer $(axon token --user 42)" --json '{}'

For trying: in production the shop's login makes the tokens, with the same secret or with keys that it publishes.`

const HOUR_MS = 3_600_000

export function tokenCommand(): Command {
  return new Command('token')
    .requiredOption('--user <id>', 'whose it is', integer(1, Number.MAX_SAFE_INTEGER))
    .addOption(
      new Option('--expires <time>', 'how long it counts: 10m, 1h, 7d')
        .argParser(durationMs)
        .default(HOUR_MS, '1h'),
    )
    .option('--claim <name=value>', 'a further claim; again for each', claim)
    .option('--jwt-secret-file <file>', 'the secret to sign with (else AXON_JWT_SECRET)')
    .option('--jwt-issuer <issuer>', 'the claim iss')
    .option('--jwt-audience <audience>', 'the claim aud', 'axon')
    .option('--jwt-user-claim <name>', 'the claim that holds the user', 'sub')
    .option('--verbose', 'show the stack of an error')
    .addHelpText('after', EXAMPLES)
    .action(async (options: TokenOptions) => {
      const { makeToken } = await import('./token.ts')
      process.exitCode = await makeToken(options)
    })
}

function claim(text: string, earlier: Claims = {}): Claims {
  const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(text) ?? []
  if (name === undefined || value === undefined) throw new InvalidArgumentError('It must be name=value.')
  return { ...earlier, [name]: value }
}

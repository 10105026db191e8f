import { readFile } from 'node:fs/promises'
import { KeySet } from '../../http/identity/key-set.ts'
import { KeySetTokens } from '../../http/identity/key-set-tokens.ts'
import { readKeySetUrl } from '../../http/identity/read-key-set-url.ts'
import { SecretTokens } from '../../http/identity/secret-tokens.ts'
import type { UserTokens } from '../../http/identity/user-tokens.ts'
import { CommandError } from '../shared/command-error.ts'
import { jwtSecret } from '../shared/identity/jwt-secret.ts'
import type { ServeOptions } from './serve-options.ts'

/**
 * Whom the command line trusts to name users; null: nobody (CONTRACT §11). Keys at a URL that can't be read yet are waited for: until then
 * no token can be checked.
 * @throws CommandError if it names nothing that could ever check one.
 */
export async function userTokensOf(
  options: ServeOptions,
  onFailure: (why: string) => void,
): Promise<UserTokens | null> {
  const secret = jwtSecret(options.jwtSecretFile)
  const ways = [secret && '--jwt-secret-file or AXON_JWT_SECRET', options.jwksFile && '--jwks-file']
  const given = [...ways, options.jwksUrl && '--jwks-url'].filter((way) => typeof way === 'string')
  if (given.length > 1)
    throw new CommandError(`${given.join(' and ')} are given: tokens are checked in one way`, 2)
  if (given.length === 0) {
    refuseRulesAlone(options)
    return null
  }
  const rules = {
    audience: audienceOf(options),
    issuer: options.jwtIssuer ?? null,
    userClaim: options.jwtUserClaim,
  }
  if (secret) return new SecretTokens(secret, rules)
  return new KeySetTokens(await keySetOf(options, onFailure), rules)
}

async function keySetOf(
  { jwksFile, jwksUrl }: ServeOptions,
  onFailure: (why: string) => void,
): Promise<KeySet> {
  let problem = ''
  const keys = new KeySet({
    read: jwksFile === undefined ? readKeySetUrl(jwksUrl!) : () => readFile(jwksFile, 'utf8'),
    onFailure(why) {
      problem = why
      onFailure(why)
    },
  })
  await keys.readAgain()
  if (jwksFile !== undefined && (await keys.current()) === null) {
    throw new CommandError(`--jwks-file ${jwksFile} can't be used: ${problem}`, 2)
  }
  return keys
}

/** Whoever says how tokens must be wants them to count: the secret was forgotten, say, in another terminal. */
function refuseRulesAlone({ jwtAudience, jwtAnyAudience, jwtIssuer }: ServeOptions): void {
  if (jwtAudience === undefined && !jwtAnyAudience && jwtIssuer === undefined) return
  throw new CommandError(
    'no token could be checked: set AXON_JWT_SECRET, --jwt-secret-file, --jwks-file or --jwks-url',
    2,
  )
}

function audienceOf({ jwtAudience, jwtAnyAudience }: ServeOptions): string | null {
  if (jwtAudience !== undefined && jwtAnyAudience)
    throw new CommandError('--jwt-audience and --jwt-any-audience exclude each other', 2)
  if (jwtAudience !== undefined) return jwtAudience
  if (jwtAnyAudience) return null
  throw new CommandError(
    'say whom the tokens are for: --jwt-audience NAME, or --jwt-any-audience if they name nobody',
    2,
  )
}

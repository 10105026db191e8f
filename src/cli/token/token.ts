import { SignJWT } from 'jose'
import { CommandError } from '../shared/command-error.ts'
import { jwtSecret } from '../shared/identity/jwt-secret.ts'
import type { TokenOptions } from './token-options.ts'

/** `axon token`. Returns the exit code. */
export async function makeToken(options: TokenOptions): Promise<number> {
  const secret = jwtSecret(options.jwtSecretFile)
  if (!secret) {
    throw new CommandError(
      'set AXON_JWT_SECRET or --jwt-secret-file to the secret that `axon serve` knows',
      2,
    )
  }
  const now = Math.floor(Date.now() / 1_000)
  const token = new SignJWT({ ...options.claim, [options.jwtUserClaim]: String(options.user) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setAudience(options.jwtAudience)
    .setIssuedAt(now)
    .setExpirationTime(now + Math.ceil(options.expires / 1_000))
  if (options.jwtIssuer !== undefined) token.setIssuer(options.jwtIssuer)
  process.stdout.write(`${await token.sign(secret)}\n`)
  return 0
}

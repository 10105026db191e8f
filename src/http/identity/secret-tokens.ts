import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { type ClaimRules, readClaims } from './read-claims.ts'
import { signedToken } from './signed-token.ts'
import { invalidToken, type TokenCheck } from './token-check.ts'
import type { UserTokens } from './user-tokens.ts'

const HASHES: ReadonlyMap<string, string> = new Map([
  ['HS256', 'sha256'],
  ['HS384', 'sha384'],
  ['HS512', 'sha512'],
])

/**
 * Tokens signed with a secret that the shop's login shares with Axon. Checked in some microseconds, at once and without a cache:
 * in a sale every user asks once or twice (docs/adr/0010-user-tokens.md).
 */
export class SecretTokens implements UserTokens {
  readonly #key: KeyObject
  readonly #rules: ClaimRules
  readonly #now: () => number

  constructor(secret: Buffer, rules: ClaimRules, now: () => number = Date.now) {
    this.#key = createSecretKey(secret)
    this.#rules = rules
    this.#now = now
  }

  check(text: string): TokenCheck {
    const token = signedToken(text)
    if (!token) return invalidToken('the token is not a signed JWT')
    const hash = HASHES.get(token.algorithm)
    if (hash === undefined) return invalidToken('the token must be signed with HS256, HS384 or HS512')
    const expected = createHmac(hash, this.#key).update(text.slice(0, token.signedLength)).digest()
    if (expected.length !== token.signature.length || !timingSafeEqual(expected, token.signature)) {
      return invalidToken('the signature of the token is wrong')
    }
    return readClaims(Buffer.from(token.payload, 'base64url').toString(), this.#rules, this.#now())
  }
}

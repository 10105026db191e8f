import { compactVerify, errors } from 'jose'
import type { KeySet } from './key-set.ts'
import { type ClaimRules, readClaims } from './read-claims.ts'
import { signedToken } from './signed-token.ts'
import { invalidToken, type TokenCheck } from './token-check.ts'
import type { UserTokens } from './user-tokens.ts'
import { VerifiedTokens } from './verified-tokens.ts'

/** Signatures with a public key only: a token signed with HS256 and the text of a public key is of no known algorithm. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
]

const UNAVAILABLE: TokenCheck = {
  refused: { code: 'KEYS_UNAVAILABLE', detail: 'the keys to check tokens with can not be had at the moment' },
}

/** Tokens signed by a login that publishes its keys. What was verified is remembered until it expires or the keys change. */
export class KeySetTokens implements UserTokens {
  readonly #keys: KeySet
  readonly #rules: ClaimRules
  readonly #now: () => number
  readonly #verified = new VerifiedTokens()
  /** Of the keys that the remembered tokens were verified with. */
  #revision = 0

  constructor(keys: KeySet, rules: ClaimRules, now: () => number = Date.now) {
    this.#keys = keys
    this.#rules = rules
    this.#now = now
  }

  async check(text: string): Promise<TokenCheck> {
    if (!signedToken(text)) return invalidToken('the token is not a signed JWT')
    let check = await this.#checkWithKnownKeys(text)
    if (check === 'unknown key') {
      await this.#keys.readAgain()
      check = await this.#checkWithKnownKeys(text)
    }
    return check === 'unknown key' ? invalidToken('the token is signed with a key that is not known') : check
  }

  async #checkWithKnownKeys(text: string): Promise<TokenCheck | 'unknown key'> {
    const keys = await this.#keys.current()
    if (!keys) return UNAVAILABLE
    this.#forgetUnlessOf(this.#keys.revision)
    const known = this.#verified.get(text, this.#now())
    if (known) return known
    const revision = this.#revision
    let payload: Uint8Array
    try {
      payload = (await compactVerify(text, keys, { algorithms: ALGORITHMS })).payload
    } catch (error) {
      return error instanceof errors.JWKSNoMatchingKey ? 'unknown key' : invalidToken(reasonOf(error))
    }
    const check = readClaims(Buffer.from(payload).toString(), this.#rules, this.#now())
    if (!('refused' in check) && revision === this.#keys.revision) this.#verified.add(text, check)
    return check
  }

  #forgetUnlessOf(revision: number): void {
    if (this.#revision === revision) return
    this.#verified.clear()
    this.#revision = revision
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return `the token must be signed with one of ${ALGORITHMS.join(', ')}`
  }
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'the token needs a kid: several keys would fit'
  return 'the signature of the token is wrong'
}

import { API_KEY_PREFIX } from '../../operations/keys/api-key.ts'
import type { ApiKeys, KeyCheck } from '../identity/api-keys.ts'
import { bearerToken } from '../identity/bearer-token.ts'
import type { TokenCheck } from '../identity/token-check.ts'
import type { UserTokens } from '../identity/user-tokens.ts'
import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'
import { retryAfter } from '../routes/retry-after.ts'
import type { Caller, Who } from '../routes/route.ts'

const CHALLENGE = { 'www-authenticate': 'Bearer' }

export type Identified = Caller | { readonly refused: Answer }

const refused = (answer: Answer): Identified => ({ refused: answer })

/** Tells who calls, and whether that may be (CONTRACT §11). */
export class Callers {
  readonly #tokens: UserTokens | null
  readonly #keys: ApiKeys

  /** Without `tokens` nobody is a user. */
  constructor(tokens: UserTokens | null, keys: ApiKeys) {
    this.#tokens = tokens
    this.#keys = keys
  }

  /** At once where nothing has to be waited for. */
  identify(who: Who, authorization: string | undefined): Identified | Promise<Identified> {
    if (who === 'anyone' || (who === 'anyone_or_user' && authorization === undefined))
      return { kind: 'anyone' }
    const token = bearerToken(authorization)
    if (token === null) {
      const detail = 'send `Authorization: Bearer …`'
      return refused(problem('UNAUTHENTICATED', { detail, headers: CHALLENGE }))
    }
    if (token.startsWith(API_KEY_PREFIX)) return this.#keys.check(token).then((check) => ofKey(who, check))
    if (!this.#tokens) {
      const detail = 'this service knows no user tokens'
      return refused(problem('INVALID_TOKEN', { detail, headers: CHALLENGE }))
    }
    const check = this.#tokens.check(token)
    return check instanceof Promise ? check.then((done) => ofToken(who, done)) : ofToken(who, check)
  }
}

function ofToken(who: Who, check: TokenCheck): Identified {
  if ('refused' in check) return refusal(check.refused)
  if (who === 'business') return refused(problem('FORBIDDEN', { detail: 'this takes a business key' }))
  return { kind: 'user', ...check.user }
}

function ofKey(who: Who, check: KeyCheck): Identified {
  if ('refused' in check) return refusal(check.refused)
  if (who === 'user' || who === 'anyone_or_user')
    return refused(problem('FORBIDDEN', { detail: "this takes a user's token" }))
  if (check.role !== 'business') {
    return refused(
      problem('FORBIDDEN', { detail: `this takes a key of the role business, not ${check.role}` }),
    )
  }
  return { kind: 'business', name: check.name }
}

function refusal({
  code,
  detail,
}: {
  readonly code: 'INVALID_TOKEN' | 'TOKEN_EXPIRED' | 'INVALID_KEY' | 'KEYS_UNAVAILABLE'
  readonly detail: string
}): Identified {
  if (code === 'KEYS_UNAVAILABLE') return refused(problem(code, { detail, headers: retryAfter() }))
  return refused(problem(code, { detail, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }))
}

import type { ApiKeys, KeyCheck } from '../identity/api-keys.ts'
import { bearerToken } from '../identity/bearer-token.ts'
import { problem } from '../problems/problem.ts'
import { tooMany } from '../problems/too-many.ts'
import type { Answer } from '../routes/answer.ts'
import { retryAfter } from '../routes/retry-after.ts'
import type { Operator } from '../routes/route.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'
import type { SignInAttempts } from './sign-in-attempts.ts'

type Refused = { readonly refused: Answer }

export interface OperatorsOptions {
  readonly keys: ApiKeys
  readonly sessions: Sessions
  readonly cookie: SessionCookie
  readonly attempts: SignInAttempts
}

/** What a request says of who sends it. */
export interface Credentials {
  readonly authorization: string | undefined
  readonly cookie: string | undefined
  readonly csrfToken: string | undefined
  readonly address: string
  /** It may change something: a page must show that it is of the session. */
  readonly isChange: boolean
}

/** Tells which operator asks: by a key, or by a session that began with one (CONTRACT §16). */
export class Operators {
  readonly #options: OperatorsOptions

  constructor(options: OperatorsOptions) {
    this.#options = options
  }

  async identify(credentials: Credentials): Promise<Operator | Refused> {
    const { authorization, address } = credentials
    if (authorization === undefined) return this.#bySession(credentials)
    const key = bearerToken(authorization)
    if (key === null) return unauthenticated()
    return this.ofKey(key, address)
  }

  /** Whose key it is; whoever sends wrong ones is told to wait. */
  async ofKey(key: string, address: string): Promise<Operator | Refused> {
    const { keys, attempts } = this.#options
    const waitMs = attempts.waitMs(address, key)
    if (waitMs > 0) return { refused: tooMany(waitMs) }
    const check = await keys.check(key)
    if ('refused' in check && check.refused.code === 'INVALID_KEY') {
      // Many that were sent at once are looked up together: they count one after the other all the same.
      const waitNowMs = attempts.wasWrong(address, key)
      if (waitNowMs > 0) return { refused: tooMany(waitNowMs) }
    }
    return operatorOf(check)
  }

  /** Whether a session counts still: it is there, and so is its key. */
  async isSignedIn(token: string): Promise<boolean> {
    const operator = this.#options.sessions.operatorOf(token)
    return operator !== null && !('refused' in (await this.#stillGood(token, operator)))
  }

  async isGoodKey(keyId: number | null): Promise<boolean> {
    return keyId !== null && !('refused' in (await this.#options.keys.ofId(keyId)))
  }

  async #bySession({ cookie, csrfToken, isChange }: Credentials): Promise<Operator | Refused> {
    const token = this.#options.cookie.tokenIn(cookie)
    if (token === null) return unauthenticated()
    const session = this.#options.sessions.use(token)
    if (!session) return ended()
    if (isChange && csrfToken !== session.csrfToken) {
      const detail = 'send the csrfToken of GET /admin/v1/session as X-CSRF-Token'
      return { refused: problem('NO_CSRF_TOKEN', { detail }) }
    }
    return this.#stillGood(token, session.operator)
  }

  /** The name and the role are those of the key as it is now. */
  async #stillGood(token: string, operator: Operator): Promise<Operator | Refused> {
    const { keys, sessions } = this.#options
    if (operator.keyId === null) return operator
    const check = await keys.ofId(operator.keyId)
    if ('refused' in check && check.refused.code === 'INVALID_KEY') {
      sessions.end(token)
      return ended()
    }
    return operatorOf(check)
  }
}

const unauthenticated = (): Refused => ({
  refused: problem('UNAUTHENTICATED', {
    detail: 'sign in, or send `Authorization: Bearer axk_…`',
    headers: { 'www-authenticate': 'Bearer' },
  }),
})

const ended = (): Refused => ({
  refused: problem('SESSION_ENDED', { detail: 'sign in again' }),
})

function operatorOf(check: KeyCheck): Operator | Refused {
  if ('refused' in check) {
    const { code, detail } = check.refused
    return {
      refused: problem(code, { detail, ...(code === 'KEYS_UNAVAILABLE' && { headers: retryAfter() }) }),
    }
  }
  const { keyId, name, role } = check
  if (role === 'business') {
    const detail = 'this takes a key of the role admin or viewer, not business'
    return { refused: problem('FORBIDDEN', { detail }) }
  }
  return { kind: 'operator', keyId, name, role }
}

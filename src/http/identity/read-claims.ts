import { idRule } from '../../messages/field-rules.ts'
import { MessageFields } from '../../messages/message-fields.ts'
import { invalidToken, type TokenCheck } from './token-check.ts'

/** What a token must say, beside being signed (CONTRACT §11). */
export interface ClaimRules {
  /** One of the token's audiences must be this; null: any, or none. */
  readonly audience: string | null
  /** Null: any issuer. */
  readonly issuer: string | null
  /** The claim that holds the user's id. */
  readonly userClaim: string
}

/** How far the clocks of issuer and server may be apart (CONTRACT §11). */
const CLOCK_SKEW_MS = 10_000

/** Claims about the token itself; the others are about the user. */
const TOKEN_CLAIMS = new Set(['iss', 'aud', 'exp', 'nbf', 'iat', 'jti'])

/** The user that the payload of a signed token names, or why it counts for nothing at `nowMs`. Never throws. */
export function readClaims(json: string, rules: ClaimRules, nowMs: number): TokenCheck {
  const claims = objectOf(json)
  if (!claims) return invalidToken('the payload of the token is not a JSON object')
  const expiresAtMs = instantOf(claims.exp)
  if (expiresAtMs === null) return invalidToken('the token needs a claim exp: seconds since 1970')
  if (expiresAtMs + CLOCK_SKEW_MS <= nowMs) {
    return { refused: { code: 'TOKEN_EXPIRED', detail: 'the token has expired: log in again' } }
  }
  for (const name of ['nbf', 'iat'] as const) {
    if (claims[name] === undefined) continue
    const fromMs = instantOf(claims[name])
    if (fromMs === null) return invalidToken(`the claim ${name} must be a number of seconds since 1970`)
    if (fromMs > nowMs + CLOCK_SKEW_MS) {
      return invalidToken(`the claim ${name} lies in the future: are the clocks of issuer and server right?`)
    }
  }
  if (rules.issuer !== null && claims.iss !== rules.issuer)
    return invalidToken('the token is of another issuer')
  if (rules.audience !== null && !audiencesOf(claims.aud).includes(rules.audience)) {
    return invalidToken('the token is for another audience')
  }
  const fields = new MessageFields(claims, json)
  const userId = fields.required(rules.userClaim, idRule, 0)
  if (fields.problem !== null) return invalidToken(`the claim ${rules.userClaim} must be ${idRule.mustBe}`)
  return {
    user: { userId, attributes: attributesOf(claims, rules.userClaim) },
    expiresAtMs: expiresAtMs + CLOCK_SKEW_MS,
  }
}

/** Most tokens have no other claims. */
function attributesOf(claims: Readonly<Record<string, unknown>>, userClaim: string): Record<string, unknown> {
  const names = Object.keys(claims).filter((name) => !TOKEN_CLAIMS.has(name) && name !== userClaim)
  return Object.fromEntries(names.map((name) => [name, claims[name]]))
}

function objectOf(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

/** Epoch ms of a NumericDate; null if it is none. */
function instantOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value * 1_000 : null
}

const audiencesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

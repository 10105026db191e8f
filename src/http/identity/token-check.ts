import type { User } from './user.ts'

/** Why a token does not count. `KEYS_UNAVAILABLE` is no fault of the token: the keys to check it with could not be had. */
export interface TokenRefusal {
  readonly code: 'INVALID_TOKEN' | 'TOKEN_EXPIRED' | 'KEYS_UNAVAILABLE'
  /** A sentence for whoever made the token; holds nothing of it. */
  readonly detail: string
}

/** A verified token: its user, and until when it may be taken for verified. */
export interface VerifiedToken {
  readonly user: User
  /** Epoch ms; the clock skew is in it. */
  readonly expiresAtMs: number
}

/** What came of checking a token: a refusal is an answer, not an exception. */
export type TokenCheck = VerifiedToken | { readonly refused: TokenRefusal }

/** A token that never counts, whatever the keys. */
export const invalidToken = (detail: string): { readonly refused: TokenRefusal } => ({
  refused: { code: 'INVALID_TOKEN', detail },
})

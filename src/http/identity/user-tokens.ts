import type { TokenCheck } from './token-check.ts'

/** Whoever can tell what a user's token is worth. */
export interface UserTokens {
  /** The user of a token, or why it doesn't count. At once where no key has to be waited for. Never throws or rejects. */
  check(token: string): TokenCheck | Promise<TokenCheck>
}

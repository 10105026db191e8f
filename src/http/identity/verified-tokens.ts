import type { VerifiedToken } from './token-check.ts'

/** Enough for the users of the last minutes; with the length below at most some 40 MB. */
const MOST_TOKENS = 10_000
/** Longer ones are checked each time. */
const MOST_LENGTH = 2 * 1024

/** Tokens that were found good, until they expire; the oldest leave first. */
export class VerifiedTokens {
  readonly #tokens = new Map<string, VerifiedToken>()

  get(token: string, nowMs: number): VerifiedToken | undefined {
    const verified = this.#tokens.get(token)
    if (!verified || verified.expiresAtMs > nowMs) return verified
    this.#tokens.delete(token)
    return undefined
  }

  add(token: string, verified: VerifiedToken): void {
    if (token.length > MOST_LENGTH) return
    if (this.#tokens.size >= MOST_TOKENS) this.#tokens.delete(this.#tokens.keys().next().value!)
    this.#tokens.set(token, verified)
  }

  clear(): void {
    this.#tokens.clear()
  }
}

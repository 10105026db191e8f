import { createHash, randomBytes } from 'node:crypto'
import type { Operator } from '../routes/route.ts'

/** A session that nobody uses ends after this, ms. */
const IDLE_MS = 30 * 60_000
/** However much it is used, it ends after this, ms. */
export const LONGEST_MS = 8 * 3_600_000
/** Of one key; the oldest gives way. More are forgotten pages. */
const MOST_OF_A_KEY = 50
const TOKEN_BYTES = 32

/** Somebody who has signed in. */
export interface Session {
  readonly operator: Operator
  /** What a page of this session sends with every change. */
  readonly csrfToken: string
  /** Epoch ms. */
  readonly expiresAt: number
}

interface Kept {
  readonly operator: Operator
  readonly csrfToken: string
  readonly beganAt: number
  usedAt: number
}

/**
 * Who has signed in, in memory (ADR 16): a restart signs everybody out. Of a session's token only the hash is kept. Whether its key
 * still counts is asked elsewhere.
 */
export class Sessions {
  readonly #kept = new Map<string, Kept>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  get count(): number {
    return this.#kept.size
  }

  /** `token` is for the cookie: nobody else knows it. */
  begin(operator: Operator): { readonly token: string; readonly session: Session } {
    this.#forgetEnded()
    const sameKey = [...this.#kept].filter(([, { operator: other }]) => other.keyId === operator.keyId)
    for (const [hash] of sameKey.slice(0, Math.max(0, sameKey.length - MOST_OF_A_KEY + 1))) {
      this.#kept.delete(hash)
    }
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const nowMs = this.#now()
    const csrfToken = randomBytes(TOKEN_BYTES).toString('base64url')
    const kept = { operator, csrfToken, beganAt: nowMs, usedAt: nowMs }
    this.#kept.set(hashOf(token), kept)
    return { token, session: shown(kept) }
  }

  /** Null: there is none, or it has ended. Using it keeps it alive. */
  use(token: string): Session | null {
    const hash = hashOf(token)
    const kept = this.#kept.get(hash)
    if (!kept) return null
    const nowMs = this.#now()
    if (endOf(kept) <= nowMs) {
      this.#kept.delete(hash)
      return null
    }
    kept.usedAt = nowMs
    return shown(kept)
  }

  /** Whose it is, without using it; null: there is none, or it has ended. */
  operatorOf(token: string): Operator | null {
    const kept = this.#kept.get(hashOf(token))
    return kept !== undefined && endOf(kept) > this.#now() ? kept.operator : null
  }

  end(token: string): void {
    this.#kept.delete(hashOf(token))
  }

  /** Ends all of one key. */
  endAllOf(keyId: number | null): void {
    for (const [hash, { operator }] of this.#kept) if (operator.keyId === keyId) this.#kept.delete(hash)
  }

  #forgetEnded(): void {
    const nowMs = this.#now()
    for (const [hash, kept] of this.#kept) if (endOf(kept) <= nowMs) this.#kept.delete(hash)
  }
}

const endOf = ({ beganAt, usedAt }: Kept): number => Math.min(usedAt + IDLE_MS, beganAt + LONGEST_MS)

const shown = (kept: Kept): Session => ({
  operator: kept.operator,
  csrfToken: kept.csrfToken,
  expiresAt: endOf(kept),
})

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

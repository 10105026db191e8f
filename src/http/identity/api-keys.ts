import { timingSafeEqual } from 'node:crypto'
import { hashOfApiKey } from '../../operations/keys/api-key.ts'
import type { KeyRole, StoredApiKey } from '../../reads/identity/api-keys.ts'
import { type RecentAnswer, RecentRead } from '../../reads/live/recent-read.ts'

/** Revoking works within a second (CONTRACT §11): half of it for the age of what was read, the rest for reading. */
const FRESH_MS = 500
/** How long a known key counts while the database is away (CONTRACT §11). */
const KEEP_MS = 60_000

/** Who signed in with a key. */
export interface KeyHolder {
  readonly keyId: number
  readonly name: string
  readonly role: KeyRole
}

export interface KeyRefusal {
  /** `KEYS_UNAVAILABLE`: the database is away, and the key is not known to be good. */
  readonly code: 'INVALID_KEY' | 'KEYS_UNAVAILABLE'
  readonly detail: string
}

export type KeyCheck = KeyHolder | { readonly refused: KeyRefusal }

/** The API keys of the database, read once a process for all requests. */
export class ApiKeys {
  readonly #stored: RecentRead<readonly StoredApiKey[]>
  readonly #now: () => number

  /** `now`: the clock for tests; else that of the system tells what has expired, and one that never goes back how old an answer is. */
  constructor(read: () => Promise<readonly StoredApiKey[]>, now?: () => number) {
    this.#stored = new RecentRead({ read, freshMs: FRESH_MS, keepMs: KEEP_MS, ...(now && { now }) })
    this.#now = now ?? Date.now
  }

  /** Whose key it is, or why it doesn't count: unknown, revoked and expired ones are told apart to nobody. Never rejects. */
  async check(key: string): Promise<KeyCheck> {
    const hash = hashOfApiKey(key)
    const known = this.#holderOf(hash, await this.#stored.get())
    if (known) return known
    // It may have been made a moment ago.
    const answer = await this.#stored.getNewer()
    return this.#holderOf(hash, answer) ?? (answer?.isFresh ? INVALID : UNAVAILABLE)
  }

  /** As {@link check}, by the id of a key that was checked before. Never rejects. */
  async ofId(keyId: number): Promise<KeyCheck> {
    const answer = await this.#stored.get()
    if (!answer) return UNAVAILABLE
    return holderOf(this.#good(answer.value.filter(({ id }) => id === keyId))) ?? INVALID
  }

  #holderOf(hash: Buffer, answer: RecentAnswer<readonly StoredApiKey[]> | null): KeyHolder | null {
    // Every key is compared, each in constant time.
    return holderOf(this.#good(answer?.value.filter((stored) => timingSafeEqual(stored.hash, hash)) ?? []))
  }

  #good(keys: readonly StoredApiKey[]): StoredApiKey | undefined {
    const nowMs = this.#now()
    return keys.find(({ revokedAt, expiresAt }) => revokedAt === null && (expiresAt ?? nowMs + 1) > nowMs)
  }
}

const holderOf = (key: StoredApiKey | undefined): KeyHolder | null =>
  key ? { keyId: key.id, name: key.name, role: key.role } : null

const INVALID: KeyCheck = {
  refused: { code: 'INVALID_KEY', detail: 'the API key is unknown, revoked or expired' },
}

const UNAVAILABLE: KeyCheck = {
  refused: {
    code: 'KEYS_UNAVAILABLE',
    detail: 'API keys can not be checked at the moment: the database does not answer',
  },
}

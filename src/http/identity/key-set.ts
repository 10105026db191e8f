import { createLocalJWKSet, type JSONWebKeySet, type LocalJWKSet } from 'jose'
import { oneLineError } from '../../domain/shown-text.ts'

/** A key that nobody has heard of may be new: the set is read again for it, but not more often than this (CONTRACT §11). */
const READ_AGAIN_MS = 10_000
/** So that a key that was taken out of the set stops to count. */
const REFRESH_MS = 5 * 60_000
/** How long the last good keys count while the set can't be read (CONTRACT §11). */
const KEEP_MS = 24 * 60 * 60_000

export interface KeySetOptions {
  /** Reads the document (RFC 7517 §5); rejects if it can't be had. */
  readonly read: () => Promise<string>
  /** Told once for each failed reading, in words without secrets. */
  readonly onFailure?: (why: string) => void
  readonly now?: () => number
}

/** The public keys of the shop's login, from a file or a URL, followed as they change. */
export class KeySet {
  /** Raised whenever the document changed: what was verified before may no longer count. */
  revision = 0
  readonly #options: KeySetOptions
  readonly #now: () => number
  #document: string | null = null
  #keys: LocalJWKSet | null = null
  #readAtMs = Number.NEGATIVE_INFINITY
  #triedAtMs = Number.NEGATIVE_INFINITY
  #reading: Promise<void> | null = null

  constructor(options: KeySetOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
  }

  /** The keys that count; null if there are none, or none that were read within 24 hours. */
  async current(): Promise<LocalJWKSet | null> {
    const age = this.#now() - this.#readAtMs
    if (age > KEEP_MS) await this.readAgain()
    else if (age > REFRESH_MS) void this.readAgain()
    return this.#now() - this.#readAtMs > KEEP_MS ? null : this.#keys
  }

  /** Reads the set, unless that was tried within the last 10 seconds; who asks meanwhile waits for the same reading. Never rejects. */
  readAgain(): Promise<void> {
    if (this.#reading) return this.#reading
    if (this.#now() - this.#triedAtMs < READ_AGAIN_MS) return Promise.resolve()
    this.#triedAtMs = this.#now()
    this.#reading = this.#read().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  async #read(): Promise<void> {
    try {
      const document = await this.#options.read()
      if (document !== this.#document) {
        this.#keys = createLocalJWKSet(keySetOf(document))
        this.#document = document
        this.revision += 1
      }
      this.#readAtMs = this.#now()
    } catch (error) {
      this.#options.onFailure?.(oneLineError((error as Error).message))
    }
  }
}

/** @throws Error if it is no set of keys, or has none that can check a signature. */
function keySetOf(document: string): JSONWebKeySet {
  let set: JSONWebKeySet
  try {
    set = JSON.parse(document)
    createLocalJWKSet(set)
  } catch {
    throw new Error('it is not a JSON Web Key Set: {"keys": [{"kty": …}, …]} is expected')
  }
  const keys = set.keys.filter(({ kty }) => kty === 'RSA' || kty === 'EC' || kty === 'OKP')
  if (keys.length === 0) throw new Error('it holds no public key (RSA, EC or OKP)')
  return { keys }
}

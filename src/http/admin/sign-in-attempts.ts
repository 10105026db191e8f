import { addressGroup } from '../limits/address-group.ts'
import { TokenBuckets } from '../limits/token-buckets.ts'

/** Ten wrong keys at once, then one every half minute. */
const WRONG_KEYS = { perSecond: 1 / 30, burst: 10 }
/** Enough to tell keys apart, and too little to guess the rest: `axk_` and eight characters. */
const PREFIX_LENGTH = 12

/** Whoever sends wrong keys may do so only so often: from one address, and for one key whose beginning is known. */
export class SignInAttempts {
  readonly #ofAddresses: TokenBuckets<string>
  readonly #ofPrefixes: TokenBuckets<string>

  constructor(now?: () => number) {
    this.#ofAddresses = new TokenBuckets(WRONG_KEYS, now)
    this.#ofPrefixes = new TokenBuckets(WRONG_KEYS, now)
  }

  /** How long until a key may be tried again, ms; 0: now. */
  waitMs(address: string, key: string): number {
    return Math.max(
      this.#ofAddresses.waitMs(addressGroup(address)),
      this.#ofPrefixes.waitMs(key.slice(0, PREFIX_LENGTH)),
    )
  }

  /** Counts a wrong key; as {@link waitMs} if it is one too many. */
  wasWrong(address: string, key: string): number {
    return Math.max(
      this.#ofAddresses.take(addressGroup(address)),
      this.#ofPrefixes.take(key.slice(0, PREFIX_LENGTH)),
    )
  }
}

import { createHash, type Hash } from 'node:crypto'

const CR = 0x0d
const LINE_END = Buffer.from('\n')

/**
 * SHA-256 over the lines of a file up to a place, each ended by one 0x0A: the raw bytes, so that a file that was compressed
 * anew, or whose last line got its newline later, keeps its fingerprint (CONTRACT §4, *Replaying a file again*).
 */
export class PrefixFingerprint {
  readonly #hash: Hash
  /** True if a CR was seen last: it may be part of the line's end, so it is held back. */
  #pendingCarriageReturn: boolean

  constructor(hash: Hash = createHash('sha256'), pendingCarriageReturn = false) {
    this.#hash = hash
    this.#pendingCarriageReturn = pendingCarriageReturn
  }

  update(bytes: Buffer): void {
    if (bytes.length === 0) return
    if (this.#pendingCarriageReturn) this.#hash.update('\r')
    this.#pendingCarriageReturn = bytes[bytes.length - 1] === CR
    this.#hash.update(this.#pendingCarriageReturn ? bytes.subarray(0, -1) : bytes)
  }

  copy(): PrefixFingerprint {
    return new PrefixFingerprint(this.#hash.copy(), this.#pendingCarriageReturn)
  }

  /** The fingerprint of everything before, with the line that is being read ended here. */
  ofLineEndedHere(): string {
    const hash = this.#hash.copy()
    if (this.#pendingCarriageReturn) hash.update('\r')
    return hash.update(LINE_END).digest('hex')
  }

  /**
   * True if `fingerprint` is that of the lines up to here. A last line that had no line end when it was processed may have got
   * CR LF since.
   */
  matchesLineEndedHere(fingerprint: string): boolean {
    if (this.ofLineEndedHere() === fingerprint) return true
    if (!this.#pendingCarriageReturn) return false
    return this.#hash.copy().update(LINE_END).digest('hex') === fingerprint
  }

  /** The fingerprint of no line at all. */
  static readonly EMPTY = createHash('sha256').digest('hex')
}

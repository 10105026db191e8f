import { createHash } from 'node:crypto'
import { KEPT_BYTES_OF_TOO_LARGE, type SourceMessage } from '../pipeline/source-slice.ts'
import { isBlank } from './is-blank.ts'
import { JsonNesting } from './json-nesting.ts'

const CR = 0x0d

/** A line over the limit, taken in piece by piece: only its start, its length and its SHA-256 are kept (CONTRACT §1). */
export class LongLine {
  readonly #kept: Buffer = Buffer.alloc(KEPT_BYTES_OF_TOO_LARGE)
  readonly #hash = createHash('sha256')
  readonly #nesting = new JsonNesting()
  #length = 0
  #blank = true
  /** True if a CR was seen last: it may be part of the line's end. */
  #pendingCarriageReturn = false

  add(bytes: Buffer): void {
    if (bytes.length === 0) return
    if (this.#pendingCarriageReturn) this.#take(Buffer.from([CR]))
    this.#pendingCarriageReturn = bytes[bytes.length - 1] === CR
    this.#take(this.#pendingCarriageReturn ? bytes.subarray(0, -1) : bytes)
  }

  #take(bytes: Buffer): void {
    if (this.#length < this.#kept.length) bytes.copy(this.#kept, this.#length)
    this.#length += bytes.length
    this.#hash.update(bytes)
    this.#nesting.add(bytes)
    this.#blank &&= isBlank(bytes, 0, bytes.length)
  }

  /** What came may be a whole object; false: some of it is missing. */
  get isClosed(): boolean {
    return this.#nesting.isClosed
  }

  /** The message once the line has ended, or null if it was blank. */
  end(): Pick<SourceMessage, 'value' | 'tooLarge'> | null {
    if (this.#blank) return null
    return { value: this.#kept, tooLarge: { length: this.#length, sha256: this.#hash.digest('hex') } }
  }
}

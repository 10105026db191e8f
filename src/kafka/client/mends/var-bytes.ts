/** Bytes that say how long their parts are, read one after the other. */
export class VarBytes {
  readonly bytes: Buffer
  at = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  /** Seven bits per byte, the lowest first; the sign comes first of all. Beyond 2^53 it is not exact. */
  readNumber(): number {
    const first = this.bytes[this.at]!
    if (first < 0x80) {
      this.at += 1
      return (first >>> 1) ^ -(first & 1)
    }
    let value = 0
    for (let unit = 1; ; unit *= 0x80) {
      const byte = this.bytes[this.at]!
      this.at += 1
      value += (byte & 0x7f) * unit
      // Not so at the end of the bytes either.
      if (!(byte >= 0x80)) return value % 2 === 0 ? value / 2 : -(value + 1) / 2
    }
  }

  /** Null if there is none, which is not the same as an empty one. */
  readPart(): Buffer | null {
    const length = this.readNumber()
    if (length < 0) return null
    const from = this.at
    this.at += length
    return this.bytes.subarray(from, this.at)
  }
}

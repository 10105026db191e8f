/** Reads bytes as Kafka writes records: numbers of seven bits per byte, the lowest first, with the sign in the lowest of all. */
export class VarintReader {
  readonly bytes: Buffer
  at = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  /** A number beyond 2^53 is the nearest one that a double can hold. */
  readNumber(): number {
    let byte = this.bytes[this.at]!
    this.at += 1
    const isNegative = (byte & 1) === 1
    let value = (byte & 0x7f) >>> 1
    for (let unit = 0x40; byte >= 0x80; unit *= 0x80) {
      byte = this.bytes[this.at]!
      this.at += 1
      value += (byte & 0x7f) * unit
    }
    return isNegative ? -1 - value : value
  }

  /** The same, exactly, and slower. */
  readLong(): bigint {
    let value = 0n
    let byte = 0x80
    for (let shift = 0n; byte >= 0x80; shift += 7n) {
      byte = this.bytes[this.at]!
      this.at += 1
      value |= BigInt(byte & 0x7f) << shift
    }
    return (value & 1n) === 1n ? -1n - (value >> 1n) : value >> 1n
  }

  /** Null if there are none, which is not the same as an empty part. */
  readNullableBytes(): Buffer | null {
    const length = this.readNumber()
    if (length < 0) return null
    const start = this.at
    this.at += length
    return this.bytes.subarray(start, this.at)
  }
}

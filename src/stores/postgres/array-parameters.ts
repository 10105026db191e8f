/**
 * Arrays as parameters in Postgres's binary format, which the driver sends as they are: nothing to quote here and to parse
 * there. `null` (or `undefined`) is NULL.
 */

const BYTEA_OID = 17
const BIGINT_OID = 20
const TEXT_OID = 25
const TIMESTAMPTZ_OID = 1184
const HEADER_BYTES = 20
const LENGTH_BYTES = 4
const LENGTH_OF_NULL = -1
const EPOCH_OF_POSTGRES_MS = Date.UTC(2000, 0, 1)

type Values<T> = readonly (T | null | undefined)[]

/** Safe integers, as `bigint[]`. */
export function bigints(values: Values<number>): Buffer {
  return arrayOf(BIGINT_OID, values, () => 8, writeInt64)
}

/** Epoch milliseconds, as `timestamptz[]` (microseconds since 2000): exact. */
export function instants(values: Values<number>): Buffer {
  return arrayOf(
    TIMESTAMPTZ_OID,
    values,
    () => 8,
    (buffer, epochMs, at) => writeInt64(buffer, (epochMs - EPOCH_OF_POSTGRES_MS) * 1000, at),
  )
}

/** As `text[]`. */
export function texts(values: Values<string>): Buffer {
  return arrayOf(TEXT_OID, values, Buffer.byteLength, (buffer, text, at) => buffer.write(text, at))
}

/** As `bytea[]`. */
export function byteas(values: Values<Buffer>): Buffer {
  return arrayOf(
    BYTEA_OID,
    values,
    (bytes) => bytes.length,
    (buffer, bytes, at) => bytes.copy(buffer, at),
  )
}

/**
 * Header (dimensions, has nulls, element type, length, lower bound), then each element with its length in bytes before it. Counted loops:
 * `for … of` makes an object for each element here, where elements of all types come by (docs/performance.md).
 */
function arrayOf<T>(
  elementOid: number,
  values: Values<T>,
  sizeOf: (value: T) => number,
  write: (buffer: Buffer, value: T, at: number) => unknown,
): Buffer {
  let bytes = HEADER_BYTES
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]
    bytes += LENGTH_BYTES + (value === null || value === undefined ? 0 : sizeOf(value))
  }
  const buffer = Buffer.allocUnsafe(bytes)
  let at = 0
  for (const word of [1, 1, elementOid, values.length, 1]) at = buffer.writeInt32BE(word, at)
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]
    if (value === null || value === undefined) {
      at = buffer.writeInt32BE(LENGTH_OF_NULL, at)
      continue
    }
    const size = sizeOf(value)
    at = buffer.writeInt32BE(size, at)
    write(buffer, value, at)
    at += size
  }
  return buffer
}

function writeInt64(buffer: Buffer, value: number, at: number): void {
  buffer.writeInt32BE(Math.floor(value / 2 ** 32), at)
  buffer.writeUInt32BE(value >>> 0, at + 4)
}

/** A value of MessagePack, as its specification writes it; extensions with their type. */
export type PackedValue =
  | null
  | boolean
  | number
  | string
  | Buffer
  | { readonly ext: number; readonly bytes: Buffer }
  | PackedValue[]
  | { readonly [key: string]: PackedValue }

/** The first value of the bytes, and where what follows it begins; null if some of it is missing. By hand, from the specification. */
export function readPacked(bytes: Buffer, start = 0): { value: PackedValue; end: number } | null {
  let at = start
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw INCOMPLETE
    at += length
    return bytes.subarray(at - length, at)
  }
  const integer = (length: number) => take(length).readUIntBE(0, length)
  const list = (count: number): PackedValue[] => Array.from({ length: count }, () => value())
  const map = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, () => [String(value()), value()]))
  const ext = (length: number) => {
    const type = take(1).readInt8()
    return { ext: type, bytes: Buffer.from(take(length)) }
  }
  const text = (length: number) => take(length).toString()

  function value(): PackedValue {
    const type = integer(1)
    if (type <= 0x7f) return type
    if (type <= 0x8f) return map(type & 0x0f)
    if (type <= 0x9f) return list(type & 0x0f)
    if (type <= 0xbf) return text(type & 0x1f)
    if (type >= 0xe0) return type - 0x100
    switch (type) {
      case 0xc0:
        return null
      case 0xc2:
      case 0xc3:
        return type === 0xc3
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return Buffer.from(take(integer(2 ** (type - 0xc4))))
      case 0xcb:
        return take(8).readDoubleBE()
      case 0xcc:
      case 0xcd:
      case 0xce:
        return integer(2 ** (type - 0xcc))
      case 0xcf:
        return Number(take(8).readBigUInt64BE())
      case 0xd7:
        return ext(8)
      case 0xd9:
      case 0xda:
      case 0xdb:
        return text(integer(2 ** (type - 0xd9)))
      case 0xdc:
        return list(integer(2))
      case 0xde:
        return map(integer(2))
      default:
        throw new Error(`byte 0x${type.toString(16)} begins nothing that is expected here`)
    }
  }

  try {
    const read = value()
    return { value: read, end: at }
  } catch (error) {
    if (error === INCOMPLETE) return null
    throw error
  }
}

const INCOMPLETE = new Error('some of it is missing')

/** `{"ack": id}`, by hand. */
export function packedAck(id: string): Buffer {
  const text = Buffer.from(id)
  return Buffer.concat([
    Buffer.from([0x81, 0xa3]),
    Buffer.from('ack'),
    Buffer.from([0xd9, text.length]),
    text,
  ])
}

const SPACE = 0x20
const TAB = 0x09

/** True if there is nothing but spaces and tabs from `start` to `end`. */
export function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = bytes[i]
    if (byte !== SPACE && byte !== TAB) return false
  }
  return true
}

import { formatCount } from '../../domain/format-count.ts'
/** The start of a message's bytes as text; null for a tombstone. What is not UTF-8 shows as `�`. */
export function payloadText(bytes: Buffer | null, most: number): string | null {
  if (bytes === null) return null
  const text = bytes.subarray(0, most).toString('utf8')
  return bytes.length > most ? `${text}… (${formatCount(bytes.length)} bytes)` : text
}

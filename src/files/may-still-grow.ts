import { isUtf8 } from 'node:buffer'

/**
 * Whether a line that ends with the file may be the beginning of a longer one that is still being written: it is no JSON yet, or a
 * number that may get more digits. The beginning of any other JSON value is none itself.
 */
export function mayStillGrow(line: Buffer): boolean {
  if (!isUtf8(line)) return true
  try {
    const text = line.toString()
    return typeof JSON.parse(text) === 'number' && !/\s$/.test(text)
  } catch {
    return true
  }
}

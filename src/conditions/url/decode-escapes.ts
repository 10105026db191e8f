/**
 * A percent-encoded character of one to four bytes; decodeURIComponent refuses what only looks like one. The first alternative is a
 * `%` that is none, with an escape behind it that would make it one if it were decoded (`%%341` → `%41`): that is refused too.
 */
const ESCAPES =
  /%(?![\da-f]{2})[\da-f]?%(?:3\d|[46][1-6])|%(?:[0-7]|[cd].%[89ab]|e.%[89ab].%[89ab]|f.%[89ab].%[89ab].%[89ab])[\da-f]/gi

/** What divides a URL, and what a URL parser takes out or rewrites (control characters, the backslash). */
const DIVIDING = /[%/?#&=+\\\0-\x1f]/

/**
 * `text` with percent-encoding decoded where that is valid UTF-8; all else stays as it came. What has a meaning in a URL keeps its
 * encoding, in upper case, unless `whole` (CONTRACT §12, *Canonical URLs*).
 */
export const decodeEscapes = (text: string, whole?: boolean): string => {
  return text.replace(ESCAPES, (encoded) => {
    try {
      const character = decodeURIComponent(encoded)
      return !whole && DIVIDING.test(character) ? encoded.toUpperCase() : character
    } catch {
      return encoded
    }
  })
}

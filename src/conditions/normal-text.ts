/** How many characters (code points) of a text count. */
const MAX_CHARACTERS = 256

/**
 * Text as people see it (CONTRACT §12, *Conditions*): NFC, runs of white space one space, trimmed, its first 256 code points; a half
 * of a surrogate pair becomes U+FFFD. The normal text of a normal text is itself.
 */
export const normalText = (text: string): string => {
  return [...spacedText(text).trim()].slice(0, MAX_CHARACTERS).join('').trim()
}

/** Part of a text: as `normalText`, but white space at its ends counts and nothing is cut. */
export const spacedText = (text: string): string => {
  return text
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
}

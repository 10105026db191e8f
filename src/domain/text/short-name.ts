/** UTF-16 code units. */
const MOST_LENGTH = 100

/** Completes the sentence "the name must be …". */
export const SHORT_NAME = `1 to ${MOST_LENGTH} characters, and none that can't be seen`

/** A name that people give to something, as it is stored; null if it is not {@link SHORT_NAME}. */
export function shortName(text: string): string | null {
  const name = text.normalize('NFC').trim()
  const isShort = name.length >= 1 && name.length <= MOST_LENGTH
  return isShort && name.isWellFormed() && !/[\p{C}\p{Z}]/u.test(name.replaceAll(' ', '')) ? name : null
}

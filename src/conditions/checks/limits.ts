/** How many `all`, `any` and `not` may lie around a test: more than that nobody understands, and every browser evaluates it. */
export const MAX_DEPTH = 5
/** Tests of one condition. */
export const MAX_TESTS = 50
/** Code points of a value, and of a field's name. */
export const MAX_CHARACTERS = 1_024
/** Values of one `in`. */
export const MAX_VALUES = 100

/** Whether a text is longer than a value may be. */
export function isTooLong(text: string): boolean {
  return text.length > MAX_CHARACTERS && [...text].length > MAX_CHARACTERS
}

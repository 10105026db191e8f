import { errorText } from './error-text.ts'

const MAX_LENGTH = 500

/** {@link errorText} on one line of at most 500 UTF-16 code units: line breaks of every kind and tabs become spaces. */
export function oneLineError(text: string): string {
  return errorText(text.slice(0, MAX_LENGTH + 1).replace(/[\t\n\v\f\r\u0085\u2028\u2029]/g, ' '), MAX_LENGTH)
}

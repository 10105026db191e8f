/** UTF-16 code units. */
const MAX_LENGTH = 4_000
const MAX_LINE_LENGTH = 500

/**
 * Makes any text fit for the `error` of a dead letter: Postgres can store it, a terminal can show it, and it has at most
 * `maxLength` UTF-16 code units (a cut is marked by `…`). Line feeds and tabs stay, other control characters become escapes
 * such as `\u0000`, lone surrogates U+FFFD.
 */
export function errorText(text: string, maxLength = MAX_LENGTH): string {
  const escaped = text
    .slice(0, maxLength + 1)
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, escapeOf)
    .toWellFormed()
  if (escaped.length <= maxLength) return escaped
  // The cut may fall into the middle of a pair: its first half goes as well.
  return `${escaped.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** {@link errorText} on one line of at most 500 UTF-16 code units: line breaks of every kind and tabs become spaces. */
export function oneLineError(text: string): string {
  return errorText(
    text.slice(0, MAX_LINE_LENGTH + 1).replace(/[\t\n\v\f\r\u0085\u2028\u2029]/g, ' '),
    MAX_LINE_LENGTH,
  )
}

/** JSON on one line that a terminal may show: the control characters that `JSON.stringify` leaves are escaped too. */
export function terminalJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f]/g, escapeOf)
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

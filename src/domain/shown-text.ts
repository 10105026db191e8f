import { INVISIBLE } from './invisible.ts'

/** UTF-16 code units. */
const MAX_LENGTH = 4_000
const MAX_LINE_LENGTH = 500

const PLAIN = /^[\t\n\x20-\x7e]*$/

/**
 * Makes any text fit for the `error` of a dead letter: Postgres can store it, a terminal can show it, and it has at most
 * `maxLength` UTF-16 code units (a cut is marked by `…`). Line feeds and tabs stay; what else is {@link INVISIBLE} becomes escapes
 * such as `\u0000`, lone surrogates U+FFFD.
 */
export function errorText(text: string, maxLength = MAX_LENGTH): string {
  return cutText(visible(text.slice(0, maxLength + 1)), maxLength)
}

/** The text in at most `maxLength` UTF-16 code units; a cut is marked by `…`. */
export function cutText(text: string, maxLength: number = MAX_LINE_LENGTH): string {
  if (text.length <= maxLength) return text
  // The cut may fall into the middle of a pair: its first half goes as well.
  return `${text.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** {@link errorText} on one line of at most 500 UTF-16 code units: line breaks of every kind and tabs become spaces. */
export function oneLineError(text: string): string {
  return errorText(onOneLine(text.slice(0, MAX_LINE_LENGTH + 1)), MAX_LINE_LENGTH)
}

/** {@link errorText} on one line, whole. */
export const shownLine = (text: string): string => visible(onOneLine(text))

/** JSON on one line that a terminal may show: what `JSON.stringify` leaves of {@link INVISIBLE} is escaped too. */
export const terminalJson = (value: unknown): string => escapedJson(JSON.stringify(value))

/** {@link terminalJson} of a text that is JSON. */
export const escapedJson = (json: string): string =>
  PLAIN.test(json) ? json : json.replace(INVISIBLE, (found) => (found === '\n' ? found : escapeOf(found)))

const onOneLine = (text: string): string => text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]/g, ' ')

function visible(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .toWellFormed()
    .replace(INVISIBLE, (found) => (found === '\n' || found === '\t' ? found : escapeOf(found)))
}

/** Characters beyond U+FFFF as the two escapes that JSON has for them. */
const escapeOf = (character: string): string =>
  Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`
  }).join('')

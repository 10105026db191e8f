const DEFAULT_MAX_LENGTH = 4_000

/**
 * Makes any text fit for the `error` of a dead letter: Postgres can store it, a terminal can show it, and it has at most
 * `maxLength` UTF-16 code units (a cut is marked by `…`). Line feeds and tabs stay, other control characters become escapes
 * such as `\u0000`, lone surrogates U+FFFD.
 */
export function errorText(text: string, maxLength = DEFAULT_MAX_LENGTH): string {
  const escaped = text
    .slice(0, maxLength + 1)
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, escapeOf)
    .toWellFormed()
  if (escaped.length <= maxLength) return escaped
  // The cut may fall into the middle of a pair: its first half goes as well.
  return `${escaped.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

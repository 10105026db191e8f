import {
  BACKSLASH,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isDigit,
  LINE_FEED,
  LOWER_E,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLUS,
  POINT,
  QUOTE,
  SPACE,
  TAB,
  UPPER_E,
} from './json-characters.ts'

/** U+0000 as JSON has it: there is no other way to write it. */
const ESCAPED_MARK = '\\u0000'

/** Up to this many digits, different decimals are different doubles. */
export const EXACT_DIGITS = 15

/**
 * Whether a field of this JSON may hold a number that `JSON.parse` reads as a simpler one: it has an exponent, or more than
 * 15 digits (a point counts as one). Strings that look so are taken for numbers: a yes only means that it is worth a look.
 * Hops from colon to colon, because it looks at every message.
 */
export function mayBeRounded(json: string): boolean {
  let at = json.indexOf(':') + 1
  while (at > 0) {
    let code = json.charCodeAt(at)
    while (code === SPACE || code === TAB || code === LINE_FEED || code === CARRIAGE_RETURN) {
      at += 1
      code = json.charCodeAt(at)
    }
    if (code === MINUS) at += 1
    const start = at
    code = json.charCodeAt(at)
    while (isDigit(code) || code === POINT) {
      at += 1
      code = json.charCodeAt(at)
    }
    if (at - start > EXACT_DIGITS) return true
    if (at > start && (code === LOWER_E || code === UPPER_E)) return true
    at = json.indexOf(':', at) + 1
  }
  return false
}

/**
 * The texts of the numbers that a JSON object holds directly, by key: what `JSON.parse` may round. The last of equal keys
 * counts, as it does there. `json` must be a valid JSON object. It takes time in proportion to its length and does not recurse, however deep it nests.
 */
export function numberLiterals(json: string): Map<string, string> {
  const literals = new Map<string, string>()
  let depth = 0
  let key = ''
  let isKeyNext = false
  let at = 0
  while (at < json.length) {
    const start = at
    const code = json.charCodeAt(at)
    at += 1
    if (code === QUOTE) {
      at = endOfString(json, start)
      if (depth === 1 && isKeyNext) key = stringOf(json.slice(start, at))
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1
      isKeyNext = true
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth -= 1
    } else if (code === COMMA) {
      isKeyNext = true
    } else if (code === COLON) {
      isKeyNext = false
    } else if (depth === 1 && (isDigit(code) || code === MINUS)) {
      while (isOfNumber(json.charCodeAt(at))) at += 1
      literals.set(key, json.slice(start, at))
    }
  }
  return literals
}

/**
 * The JSON with every number as a string that begins with U+0000 (`1e3` becomes `"\u00001e3"`), so that `JSON.parse` keeps what it
 * says; a string that begins so gets one more of it. `json` must be valid.
 */
export function withMarkedNumbers(json: string): string {
  const parts: string[] = []
  let copied = 0
  let at = 0
  while (at < json.length) {
    const start = at
    const code = json.charCodeAt(at)
    at += 1
    if (code === QUOTE) {
      if (json.startsWith(ESCAPED_MARK, at)) {
        parts.push(json.slice(copied, at), ESCAPED_MARK)
        copied = at
      }
      at = endOfString(json, start)
    } else if (isDigit(code) || code === MINUS) {
      while (isOfNumber(json.charCodeAt(at))) at += 1
      parts.push(json.slice(copied, start), `"${ESCAPED_MARK}`, json.slice(start, at), '"')
      copied = at
    }
  }
  parts.push(json.slice(copied))
  return parts.join('')
}

/**
 * How many decimals the exact value of a JSON number has: 0 for `1e3` and `1.0`, 2 for `0.250`, 20 for
 * `1.00000000000000000001` although `JSON.parse` reads that as 1. It takes time in proportion to the length of the literal.
 */
export function decimalsOfLiteral(literal: string): number {
  const exponentAt = literal.search(/[eE]/)
  const mantissa = exponentAt === -1 ? literal : literal.slice(0, exponentAt)
  const exponent = exponentAt === -1 ? 0 : Number(literal.slice(exponentAt + 1))
  const pointAt = mantissa.indexOf('.')
  const digits = mantissa.replace(/[-.]/g, '')
  let significant = digits.length
  while (significant > 0 && digits[significant - 1] === '0') significant -= 1
  if (significant === 0) return 0
  const written = pointAt === -1 ? 0 : mantissa.length - pointAt - 1
  return Math.max(0, written - (digits.length - significant) - exponent)
}

/** The index after the closing quote of the string that opens at `start`. */
function endOfString(json: string, start: number): number {
  let at = start + 1
  while (json.charCodeAt(at) !== QUOTE) at += json.charCodeAt(at) === BACKSLASH ? 2 : 1
  return at + 1
}

function stringOf(literal: string): string {
  return literal.includes('\\') ? JSON.parse(literal) : literal.slice(1, -1)
}

function isOfNumber(code: number): boolean {
  return (
    isDigit(code) || code === POINT || code === LOWER_E || code === UPPER_E || code === MINUS || code === PLUS
  )
}

const QUOTE = 0x22
const PLUS = 0x2b
const COMMA = 0x2c
const MINUS = 0x2d
const POINT = 0x2e
const DIGIT_0 = 0x30
const DIGIT_9 = 0x39
const COLON = 0x3a
const UPPER_E = 0x45
const OPEN_BRACKET = 0x5b
const BACKSLASH = 0x5c
const CLOSE_BRACKET = 0x5d
const LOWER_E = 0x65
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

/**
 * The texts of the numbers that a JSON object holds directly, by key: what `JSON.parse` may round. The last of equal keys
 * counts, as it does there. `json` must be a valid JSON object. Linear in its length and not recursive, however deep it nests.
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

/** The index after the closing quote of the string that opens at `start`. */
function endOfString(json: string, start: number): number {
  let at = start + 1
  while (json.charCodeAt(at) !== QUOTE) at += json.charCodeAt(at) === BACKSLASH ? 2 : 1
  return at + 1
}

function stringOf(literal: string): string {
  return literal.includes('\\') ? JSON.parse(literal) : literal.slice(1, -1)
}

function isDigit(code: number): boolean {
  return code >= DIGIT_0 && code <= DIGIT_9
}

function isOfNumber(code: number): boolean {
  return (
    isDigit(code) || code === POINT || code === LOWER_E || code === UPPER_E || code === MINUS || code === PLUS
  )
}

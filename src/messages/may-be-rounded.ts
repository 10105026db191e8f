const TAB = 0x09
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const SPACE = 0x20
const MINUS = 0x2d
const POINT = 0x2e
const DIGIT_0 = 0x30
const DIGIT_9 = 0x39
const UPPER_E = 0x45
const LOWER_E = 0x65

/** Up to this many digits, different decimals are different doubles. */
const EXACT_DIGITS = 15

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
    while ((code >= DIGIT_0 && code <= DIGIT_9) || code === POINT) {
      at += 1
      code = json.charCodeAt(at)
    }
    if (at - start > EXACT_DIGITS) return true
    if (at > start && (code === LOWER_E || code === UPPER_E)) return true
    at = json.indexOf(':', at) + 1
  }
  return false
}

import { exactDecimal } from './exact-decimal.ts'
import { withMarkedNumbers } from './number-literals.ts'

/** More than 15 digits (a point counts as one), an exponent, zeros at the end of the decimals, or so small that JavaScript writes an exponent. */
const NOT_AS_PARSED = /[:,[]\s*-?\d(?:[\d.]{15}|[\d.]*(?:[eE]|\.0{6}|\.\d*0(?!\d)))/

/** The beginning of a string that begins with U+0000: a marked number, whole, or what else begins so and has one more of it. */
const MARKED = /(?<!\\)"\\u0000(?:(\\u0000)|([^"]*)")/g

/**
 * Whether this JSON object or array may hold a number of which `JSON.stringify(JSON.parse(json))` makes another text than
 * {@link exactDecimal}. What looks so inside a string counts as well: a yes only means that it is worth a look.
 */
export function mayHoldExactNumbers(json: string): boolean {
  return NOT_AS_PARSED.test(json)
}

/**
 * `JSON.parse`, but numbers are strings that begin with U+0000: `exactJson` writes them. A string that itself begins so begins with one more of
 * it.
 */
export function parseExactly(json: string): unknown {
  return JSON.parse(withMarkedNumbers(json))
}

/**
 * The text of a value whose numbers came from {@link parseExactly}, its numbers as {@link exactDecimal} writes them;
 * `isInBounds` is false if one of them could not be written so, and stands there as it was spelled.
 */
export function exactJson(
  value: unknown,
  stringify: (value: unknown) => string = JSON.stringify,
): { readonly json: string; readonly isInBounds: boolean } {
  let isInBounds = true
  const json = stringify(value).replace(MARKED, (_, text: string | undefined, literal: string) => {
    if (text !== undefined) return `"${text}`
    const decimal = exactDecimal(literal)
    isInBounds &&= decimal !== null
    return decimal ?? literal
  })
  return { json, isInBounds }
}

/** The number, as it was spelled, that {@link parseExactly} made a string. */
export function markedLiteral(marked: string): string {
  return marked.slice(1)
}

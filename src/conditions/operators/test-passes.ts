import type { Test } from '../condition.ts'
import type { Field } from '../field-of.ts'
import { decimal } from './decimal.ts'
import { globMatches } from './glob-matches.ts'

/** Whether a test passes on its field (CONTRACT §12, *Operators*): false if the field isn't there. */
export const testPasses = (
  { field, op, value: wanted, ignoreCase }: Test,
  [value, whole, part]: Field,
): boolean => {
  const written = (one: unknown, write: Field[2]): string | undefined => {
    if (typeof one === 'object' || one === undefined) return undefined // objects and lists have no text
    const text = write ? write(String(one)) : String(one)
    return ignoreCase ? text?.normalize('NFC').toLowerCase() : text
  }
  const difference = decimal(value) - decimal(wanted) // NaN, and no comparison holds, unless both are numbers
  switch (op) {
    case 'exists':
      return value !== undefined && value !== null
    case 'lessThan':
      return difference < 0
    case 'atMost':
      return difference <= 0
    case 'greaterThan':
      return difference > 0
    case 'atLeast':
      return difference >= 0
    case 'selector':
      return Array.isArray(value) && value.includes(wanted)
  }
  const text = written(value, undefined)
  const piece = written(wanted, part)
  const areTexts = text !== undefined && piece !== undefined
  const equals = (one: unknown): boolean =>
    typeof one === 'number' || typeof value === 'number'
      ? decimal(one) === decimal(value)
      : text !== undefined && text === written(one, whole)
  switch (op) {
    case 'equals':
    case 'in':
      return [wanted].flat().some(equals)
    case 'contains':
      return areTexts && text.includes(piece)
    case 'startsWith':
    case 'endsWith':
      return areTexts && text[op](piece)
    case 'glob':
      return areTexts && globMatches(piece, text, field === 'url.path')
    default:
      return false
  }
}

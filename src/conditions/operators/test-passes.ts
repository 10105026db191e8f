import type { Test } from '../condition.ts'
import type { Field } from '../field-of.ts'
import { decimal } from './decimal.ts'
import { globMatches } from './glob-matches.ts'

/** Whether a test passes on its field (CONTRACT §12, *Operators*): false if the field isn't there. */
export const testPasses = (
  { field, op, value: wanted, ignoreCase }: Test,
  { value, whole, part }: Field,
): boolean => {
  const written = (one: unknown, write: Field['part']): string | undefined => {
    const plain = textOf(one)
    const text = plain !== undefined && write ? write(plain) : plain
    return ignoreCase ? text?.normalize('NFC').toLowerCase() : text
  }
  const text = written(value, undefined)
  const difference = decimal(value) - decimal(wanted) // NaN, and no comparison holds, unless both are numbers
  const equals = (one: unknown): boolean =>
    typeof one === 'number' || typeof value === 'number'
      ? decimal(one) === decimal(value)
      : text !== undefined && text === written(one, whole)
  const compare = (how: (text: string, piece: string) => boolean): boolean => {
    const piece = written(wanted, part)
    return text !== undefined && piece !== undefined && how(text, piece)
  }
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
    case 'equals':
    case 'in':
      return [wanted].flat().some(equals)
    case 'contains':
      return compare((text, piece) => text.includes(piece))
    case 'startsWith':
    case 'endsWith':
      return compare((text, piece) => text[op](piece))
    case 'glob':
      return compare((text, piece) => globMatches(piece, text, field === 'url.path'))
    default:
      return false
  }
}

/** Numbers, true and false count as their JSON text; objects and lists have none. */
const textOf = (value: unknown): string | undefined => {
  return typeof value === 'object' || value === undefined ? undefined : String(value)
}

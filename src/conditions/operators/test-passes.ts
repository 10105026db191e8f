import type { Test } from '../condition.ts'
import type { Field } from '../field-of.ts'
import { decimal } from './decimal.ts'
import { globMatches } from './glob-matches.ts'

/** Whether a test passes on its field (CONTRACT §12, *Operators*): false if the field isn't there. */
export function testPasses({ field, op, value: wanted, ignoreCase }: Test, { value, write }: Field): boolean {
  const folded = (text: string | undefined): string | undefined =>
    ignoreCase ? text?.normalize('NFC').toLowerCase() : text
  const written = (one: unknown, whole: boolean): string | undefined => {
    const text = textOf(one)
    return folded(text !== undefined && write ? write(text, whole) : text)
  }
  const text = folded(textOf(value))
  const difference = decimal(value) - decimal(wanted) // NaN, and no comparison holds, unless both are numbers
  const equals = (one: unknown): boolean =>
    typeof one === 'number' || typeof value === 'number'
      ? decimal(one) === decimal(value)
      : text !== undefined && text === written(one, true)
  const compare = (how: (text: string, part: string) => boolean): boolean => {
    const part = written(wanted, false)
    return text !== undefined && part !== undefined && how(text, part)
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
      return equals(wanted)
    case 'in':
      return Array.isArray(wanted) && wanted.some(equals)
    case 'contains':
      return compare((text, part) => text.includes(part))
    case 'startsWith':
    case 'endsWith':
      return compare((text, part) => text[op](part))
    case 'glob':
      return compare((text, part) => globMatches(part, text, field === 'url.path'))
    default:
      return false
  }
}

/** Numbers, true and false count as their JSON text; objects and lists have none. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'object' || value === undefined ? undefined : String(value)
}

import type { Test } from './condition.ts'
import { decimal } from './decimal.ts'
import type { Field } from './field-of.ts'
import { globMatches } from './glob-matches.ts'

/** Whether a test passes on its field (CONTRACT §12, *Operators*): false if the field isn't there. */
export function testPasses({ field, op, value: wanted, ignoreCase }: Test, { value, write }: Field): boolean {
  const folded = (text: string | undefined): string | undefined =>
    ignoreCase ? text?.normalize('NFC').toLowerCase() : text
  const written = (one: unknown, whole: boolean): string | undefined => {
    const text = textOf(one)
    return text === undefined ? text : folded(write(text, whole))
  }
  const text = folded(textOf(value))
  const difference = decimal(value) - decimal(wanted) // NaN, and no comparison holds, unless both are numbers
  const equals = (one: unknown): boolean =>
    typeof one === 'number' || typeof value === 'number'
      ? decimal(one) === decimal(value)
      : text !== undefined && written(one, true) === text
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
  }
  const part = written(wanted, false)
  if (text === undefined || part === undefined) return false
  switch (op) {
    case 'contains':
      return text.includes(part)
    case 'startsWith':
      return text.startsWith(part)
    case 'endsWith':
      return text.endsWith(part)
    case 'glob':
      return globMatches(part, text, field === 'url.path')
    default:
      return false
  }
}

/** Numbers, true and false count as their JSON text; objects and lists have none. */
function textOf(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined
}

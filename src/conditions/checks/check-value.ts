import type { Operator } from '../condition.ts'
import { decimal } from '../operators/decimal.ts'
import type { Findings } from './findings.ts'
import { isTooLong, MAX_CHARACTERS, MAX_VALUES } from './limits.ts'

/** Whether an operator can compare with the value (CONTRACT §12, *Operators*); `at` names it. */
export function checkValue(op: Operator, value: unknown, at: string, findings: Findings): void {
  const refuse = (message: string): void => findings.refuse(at, message)
  for (const one of [value].flat()) {
    if (typeof one === 'string' && isTooLong(one)) {
      refuse(`is too long: ${MAX_CHARACTERS} characters are allowed`)
      return
    }
  }
  switch (op) {
    case 'exists':
      if (value !== undefined)
        refuse('must be left out: "exists" compares with nothing (for "isn\'t there" use "not")')
      return
    case 'equals':
      if (!['string', 'number', 'boolean'].includes(typeof value))
        refuse('must be text, a number, true or false')
      return
    case 'in':
      if (!isList(value)) refuse(`must be a list of 1 to ${MAX_VALUES} texts or numbers`)
      return
    case 'lessThan':
    case 'atMost':
    case 'greaterThan':
    case 'atLeast':
      if (Number.isNaN(decimal(value))) refuse('must be a number, or text that is one (-12.50)')
      return
    case 'withinDays':
    case 'olderThanDays':
      if (typeof value !== 'number' || !(value >= 0)) refuse('must be a number of days, 0 or more')
      return
    default:
      if (typeof value !== 'string' || value === '') refuse('must be text, and not empty')
  }
}

function isList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MAX_VALUES &&
    value.every((one) => typeof one === 'string' || typeof one === 'number')
  )
}

import type { Operator, Test } from '../condition.ts'
import { decimal } from '../operators/decimal.ts'
import type { Literal } from './literal.ts'

/** Operators that leave only what lies on one side of a number. */
const BOUNDS: Partial<Record<Operator, { readonly isLow: boolean; readonly isOpen: boolean }>> = {
  lessThan: { isLow: false, isOpen: true },
  atMost: { isLow: false, isOpen: false },
  greaterThan: { isLow: true, isOpen: true },
  atLeast: { isLow: true, isOpen: false },
  withinDays: { isLow: false, isOpen: false },
  olderThanDays: { isLow: true, isOpen: true },
}

/** Whether two literals of one field can't both hold, whatever it holds. */
export function clash(one: Literal, other: Literal): boolean {
  if (one.isNegated && other.isNegated) return false // what isn't there passes no test
  if (one.isNegated !== other.isNegated) {
    const negated = one.isNegated ? one : other
    if (negated.test.op === 'exists' || isSame(one.test, other.test)) return true
  } else if (apart('startsWith', one.test, other.test) || apart('endsWith', one.test, other.test)) return true
  return isEmptyRange(one, other) || isEmptyRange(other, one)
}

function isSame(one: Test, other: Test): boolean {
  const text = ({ op, value, ignoreCase }: Test): string => JSON.stringify([op, value, ignoreCase === true])
  return text(one) === text(other)
}

function apart(op: 'startsWith' | 'endsWith', one: Test, other: Test): boolean {
  if (one.op !== op || other.op !== op) return false
  const fold = (text: string): string =>
    one.ignoreCase || other.ignoreCase ? text.normalize('NFC').toLowerCase() : text
  const [a, b] = [fold(String(one.value)), fold(String(other.value))]
  // What is encoded or spaced in another way may be the same: only plain text is sure to be apart.
  if (/[%\s]|[^\0-\x7f]/.test(a + b)) return false
  return !a[op](b) && !b[op](a)
}

/** Whether nothing lies above the bound of `below` and below that of `above`. */
function isEmptyRange(below: Literal, above: Literal): boolean {
  const low = boundOf(below)
  const high = boundOf(above)
  if (!low?.isLow || !high || high.isLow) return false
  return low.value > high.value || (low.value === high.value && (low.isOpen || high.isOpen))
}

/** The side that a literal leaves. A negated one leaves the other, of what is a number; the other literal sees to that. */
function boundOf({
  test,
  isNegated,
}: Literal): { isLow: boolean; isOpen: boolean; value: number } | undefined {
  const bound = BOUNDS[test.op]
  if (!bound) return undefined
  const value = decimal(test.value)
  return { isLow: bound.isLow !== isNegated, isOpen: bound.isOpen !== isNegated, value }
}

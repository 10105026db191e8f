import type { Test } from '../condition.ts'
import { normalText } from '../normal-text.ts'
import { decimal } from '../operators/decimal.ts'

const PERCENT = { least: 0, most: 100, mustBe: 'a percentage, 0 to 100' }
/** Fields that are a number, and what it may be. */
const RANGES: Readonly<Record<string, typeof PERCENT>> = {
  'scroll.percent': PERCENT,
  rollout: PERCENT,
  'user.id': { least: 1, most: Number.MAX_SAFE_INTEGER, mustBe: 'the id of a user, from 1' },
}
/** Fields that begin with letters or `/`: no number, and neither true nor false. */
const NEVER_NUMBERS = ['url', 'url.host', 'url.path', 'referrer', 'element.href']
/** Fields that aren't there when they are empty. */
const NEVER_EMPTY = ['url.host', 'url.path', 'url.hash', 'title', 'element.text']

/**
 * Why no happening and no user can pass a test, or a value of it, as the rest of a sentence that begins with its value; undefined if one
 * may. Not all that can't is found.
 */
export function whyNever({ field, op, value }: Test): string | undefined {
  const values = value === undefined ? [] : [value].flat()
  const range = RANGES[field]
  if (range) {
    const { least, most, mustBe } = range
    if (!values.every((one) => decimal(one) >= least && decimal(one) <= most)) return `must be ${mustBe}`
    if (op === 'lessThan' && decimal(value) === least) return `must be more than ${least}: nothing is less`
    if (op === 'greaterThan' && decimal(value) === most)
      return `must be less than ${most}: nothing is greater`
    return undefined
  }
  if (op !== 'equals' && op !== 'in') return undefined
  if (NEVER_NUMBERS.includes(field) && values.some((one) => typeof one !== 'string'))
    return `must be text: ${field} is no number, and neither true nor false`
  if (NEVER_EMPTY.includes(field) && values.some((one) => typeof one === 'string' && normalText(one) === ''))
    return `must not be empty: an empty ${field} isn't there (use "not" and "exists")`
  return undefined
}

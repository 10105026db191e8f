import type { Condition } from '../../conditions/condition.ts'
import { terminalJson } from '../../domain/shown-text.ts'

/** A condition on one line: `url.path glob "/products/*" and not (title exists)`. What is none is shown as JSON: old rows may hold anything. */
export function conditionText(condition: Condition): string {
  if (typeof condition !== 'object' || condition === null) return terminalJson(condition)
  if ('all' in condition && Array.isArray(condition.all)) return joined(condition.all, ' and ', 'always')
  if ('any' in condition && Array.isArray(condition.any)) return joined(condition.any, ' or ', 'never')
  if ('not' in condition) return `not ${inBrackets(condition.not)}`
  if (!('field' in condition)) return terminalJson(condition)
  const { field, op, value, ignoreCase } = condition
  const test = [field, op, ...(value === undefined ? [] : [terminalJson(value)])].join(' ')
  return ignoreCase ? `${test} (ignoring case)` : test
}

const joined = (conditions: readonly Condition[], by: string, none: string): string =>
  conditions.length === 0 ? none : conditions.map(inBrackets).join(by)

const inBrackets = (condition: Condition): string =>
  typeof condition !== 'object' || condition === null || 'field' in condition
    ? conditionText(condition)
    : `(${conditionText(condition)})`

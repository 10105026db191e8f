import type { Condition, Test } from './condition.ts'

/** Whether a condition holds, given which of its tests pass. Every test is asked, so that one can say which failed. */
export function conditionHolds(condition: Condition, passes: (test: Test) => boolean): boolean {
  const each = (conditions: readonly Condition[]): boolean[] =>
    Array.isArray(conditions) ? conditions.map((one) => conditionHolds(one, passes)) : []
  if (condition === null || typeof condition !== 'object') return false
  if ('all' in condition) return !each(condition.all).includes(false)
  if ('any' in condition) return each(condition.any).includes(true)
  if ('not' in condition) return !conditionHolds(condition.not, passes)
  return passes(condition)
}

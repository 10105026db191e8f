import type { Condition, Test } from './condition.ts'

/** Whether a condition holds, given which of its tests pass. Every test is asked, so that one can say which failed. */
export const conditionHolds = (condition: Condition, passes: (test: Test) => boolean): boolean => {
  const each = (conditions: readonly Condition[]): boolean[] =>
    Array.isArray(conditions) ? conditions.map((one) => conditionHolds(one, passes)) : []
  if (Object(condition) !== condition) return false
  const { all, any, not } = condition as { all?: Condition[]; any?: Condition[]; not?: Condition }
  if (all) return !each(all).includes(false)
  if (any) return each(any).includes(true)
  return not === undefined ? passes(condition as Test) : !conditionHolds(not, passes)
}

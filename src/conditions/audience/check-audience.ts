import { checkCondition } from '../checks/check-condition.ts'
import { findContradictions } from '../checks/find-contradictions.ts'
import type { Findings } from '../checks/findings.ts'
import { COMPARISONS, OF_ANYTHING } from '../checks/operators.ts'
import { whyNever } from '../checks/why-never.ts'
import type { Operator, Test } from '../condition.ts'
import { decimal } from '../operators/decimal.ts'

const OF_INSTANTS: readonly Operator[] = ['withinDays', 'olderThanDays', 'exists']
const ATTRIBUTE = 'attribute.'

/** Whether any JSON is an audience (CONTRACT §12, *Audience*); `at` names it. */
export function checkAudience(json: unknown, at: string, findings: Findings): void {
  const condition = checkCondition(json, at, { operatorsOf, look }, findings)
  if (condition) findContradictions(condition, at, undefined, findings)
}

function operatorsOf(field: string): readonly Operator[] | string {
  if (field === 'user.id') return ['equals', 'in', ...COMPARISONS]
  if (field === 'user.lastPurchaseAt' || field === 'user.lastLoginAt') return OF_INSTANTS
  if (field === 'rollout') return ['atMost']
  if (field.startsWith(ATTRIBUTE) && field.length > ATTRIBUTE.length) return OF_ANYTHING
  return 'is no field of an audience; those are: user.id, user.lastPurchaseAt, user.lastLoginAt, attribute.NAME, rollout'
}

function look(test: Test, at: string, findings: Findings): void {
  const never = whyNever(test)
  if (never !== undefined) findings.refuse(`${at}.value`, never)
  else if (test.field === 'rollout' && decimal(test.value) === 0)
    findings.warn(`${at}.value`, 'is 0: it is for nobody')
}

import type { Operator, Test } from '../condition.ts'
import { checkValue } from './check-value.ts'
import type { ConditionRules } from './condition-rules.ts'
import type { Findings } from './findings.ts'
import { isTooLong, MAX_CHARACTERS } from './limits.ts'

const KEYS = ['field', 'op', 'value', 'ignoreCase']

/** Whether an object is a test by these rules (CONTRACT §12, *Operators*); `at` names it. */
export function checkTest(
  json: Readonly<Record<string, unknown>>,
  at: string,
  rules: ConditionRules,
  findings: Findings,
): void {
  const before = findings.errors.length
  for (const key of Object.keys(json).filter((key) => !KEYS.includes(key))) {
    findings.refuse(`${at}.${key}`, 'is unknown: a test has "field", "op", "value" and "ignoreCase"')
  }
  const { field, op, value, ignoreCase } = json
  if (ignoreCase !== undefined && typeof ignoreCase !== 'boolean') {
    findings.refuse(`${at}.ignoreCase`, 'must be true or false')
  }
  if (typeof field !== 'string' || isTooLong(field)) {
    findings.refuse(`${at}.field`, `must be the name of a field, at most ${MAX_CHARACTERS} characters long`)
    return
  }
  const operators = rules.operatorsOf(field)
  if (typeof operators === 'string') {
    findings.refuse(`${at}.field`, operators)
    return
  }
  if (op === 'regex') {
    findings.refuse(
      `${at}.op`,
      '"regex" is not there yet: use "glob", "contains", "startsWith" or "endsWith"',
    )
  } else if (!operators.includes(op as Operator)) {
    findings.refuse(`${at}.op`, `must be one of those that ${field} takes: ${operators.join(', ')}`)
  } else {
    checkValue(op as Operator, value, `${at}.value`, findings)
  }
  if (findings.errors.length === before) rules.look(json as unknown as Test, at, findings)
}

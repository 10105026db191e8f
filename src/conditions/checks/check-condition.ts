import type { Condition, Test } from '../condition.ts'
import { checkTest } from './check-test.ts'
import type { ConditionRules } from './condition-rules.ts'
import type { Findings } from './findings.ts'
import { isRecord } from './is-record.ts'
import { MAX_DEPTH, MAX_TESTS } from './limits.ts'

/** What joins conditions. */
const JOINS = ['all', 'any', 'not'] as const

/**
 * Whether any JSON is a condition by these rules; what isn't is told to `findings` (CONTRACT §12, *Conditions*).
 * @param at names the condition: `triggerPayload.when`
 * @returns the condition, if there is no error in it
 */
export function checkCondition(
  json: unknown,
  at: string,
  rules: ConditionRules,
  findings: Findings,
): Condition | undefined {
  const before = findings.errors.length
  const tests: Test[] = []
  visit(json, at, 0)
  if (tests.length > MAX_TESTS) findings.refuse(at, `has ${tests.length} tests; at most ${MAX_TESTS} may be`)
  return findings.errors.length === before ? (json as Condition) : undefined

  function visit(condition: unknown, place: string, depth: number): void {
    if (!isRecord(condition)) {
      findings.refuse(place, 'must be a condition: {"all": […]}, {"any": […]}, {"not": …} or a test')
      return
    }
    const join = JOINS.find((key) => Object.hasOwn(condition, key))
    if (join === undefined) {
      tests.push(condition as unknown as Test)
      if (tests.length <= MAX_TESTS) checkTest(condition, place, rules, findings)
      return
    }
    const inside = condition[join]
    const strangers = Object.keys(condition).filter((key) => key !== join)
    if (strangers.length > 0) {
      findings.refuse(place, `has "${join}" and ${quoted(strangers)}: one condition is one of them, alone`)
    } else if (depth === MAX_DEPTH) {
      findings.refuse(place, `lies too deep: "all", "any" and "not" go at most ${MAX_DEPTH} into each other`)
    } else if (join === 'not') {
      visit(inside, `${place}.not`, depth + 1)
    } else if (!Array.isArray(inside) || inside.length === 0) {
      findings.refuse(`${place}.${join}`, 'must be a list with at least one condition')
    } else {
      inside.forEach((one, index) => {
        visit(one, `${place}.${join}[${index}]`, depth + 1)
      })
    }
  }
}

function quoted(keys: readonly string[]): string {
  return keys.map((key) => JSON.stringify(key)).join(', ')
}

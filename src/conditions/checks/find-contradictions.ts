import type { Routing } from '../browser-definition.ts'
import type { Condition } from '../condition.ts'
import { clash } from './clash.ts'
import type { Findings } from './findings.ts'
import type { Literal } from './literal.ts'
import { noCandidateLeft } from './no-candidate-left.ts'

/** A condition, or its opposite. */
interface Signed {
  readonly condition: Condition
  readonly isNegated: boolean
  readonly at: string
}

/**
 * Refuses what must hold at once and can't (CONTRACT §12, *What is refused*): it is surely so where it says so, and not all is found.
 * @param routing of a browser's definition; undefined for an audience
 */
export function findContradictions(
  condition: Condition,
  at: string,
  routing: Routing | undefined,
  findings: Findings,
): void {
  const alternatives: Signed[] = [{ condition, isNegated: false, at }]
  for (const alternative of alternatives) {
    const literals: Literal[] = []
    join(alternative)
    const pair = firstClash(literals, routing)
    if (pair) findings.refuse(pair[1].at, `contradicts ${pair[0].at}: both can't hold at once`)

    /** Takes apart what must hold at once; of what need not, each is looked at alone. */
    function join({ condition, isNegated, at }: Signed): void {
      if ('not' in condition) join({ condition: condition.not, isNegated: !isNegated, at: `${at}.not` })
      else if ('all' in condition) split('all', condition.all, !isNegated)
      else if ('any' in condition) split('any', condition.any, isNegated)
      else literals.push({ test: condition, isNegated, at })

      function split(key: string, conditions: readonly Condition[], isTogether: boolean): void {
        const parts = conditions.map((one, index) => ({
          condition: one,
          isNegated,
          at: `${at}.${key}[${index}]`,
        }))
        if (isTogether) parts.forEach(join)
        else alternatives.push(...parts)
      }
    }
  }
}

function firstClash(
  literals: readonly Literal[],
  routing: Routing | undefined,
): [Literal, Literal] | undefined {
  for (const one of literals) {
    const others = literals.filter((other) => other !== one && other.test.field === one.test.field)
    const other = others.find((other) => clash(one, other)) ?? noCandidateLeft(one, others, routing)
    if (other) return literals.indexOf(one) < literals.indexOf(other) ? [one, other] : [other, one]
  }
  return undefined
}

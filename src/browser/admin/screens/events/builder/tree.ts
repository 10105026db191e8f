import { isRecord } from '../../../../../conditions/checks/is-record.ts'
import type { Condition, Test } from '../../../../../conditions/condition.ts'

export type Join = 'all' | 'any'

/** A condition as the builder shows it: a test or a group, either of which may be turned around. */
export type Node = { readonly isNot: boolean } & (
  | { readonly kind: 'test'; readonly test: Test }
  | { readonly kind: 'group'; readonly join: Join; readonly items: readonly Condition[] }
)

/** Every condition is a node: two `not` around each other are none. */
export function nodeOf(condition: Condition): Node {
  if (isRecord(condition) && 'not' in condition) {
    const inner = nodeOf(condition.not)
    return { ...inner, isNot: !inner.isNot }
  }
  if (isRecord(condition) && 'all' in condition) return group('all', condition.all)
  if (isRecord(condition) && 'any' in condition) return group('any', condition.any)
  return { kind: 'test', isNot: false, test: condition as Test }
}

const group = (join: Join, items: readonly Condition[]): Node => ({
  kind: 'group',
  isNot: false,
  join,
  items: Array.isArray(items) ? items : [],
})

export function conditionOf(node: Node): Condition {
  const inner: Condition =
    node.kind === 'test' ? node.test : node.join === 'all' ? { all: node.items } : { any: node.items }
  return node.isNot ? { not: inner } : inner
}

/** Where the inside of a condition stands in the JSON: `….not.not`, `….not`, or the condition itself. */
export function insideOf(condition: Condition, at: string): string {
  return isRecord(condition) && 'not' in condition ? insideOf(condition.not, `${at}.not`) : at
}

/** The outermost group: a condition that is one test is a group of one, and none is an empty group. */
export interface Root {
  readonly join: Join
  readonly isNot: boolean
  readonly items: readonly { readonly condition: Condition; readonly at: string }[]
}

export function rootOf(when: Condition | undefined, at: string): Root {
  if (when === undefined) return { join: 'all', isNot: false, items: [] }
  const node = nodeOf(when)
  if (node.kind === 'test') return { join: 'all', isNot: false, items: [{ condition: when, at }] }
  return {
    join: node.join,
    isNot: node.isNot,
    items: placed(node.items, `${insideOf(when, at)}.${node.join}`),
  }
}

/** The items of a group, each with its place in the JSON. */
export const placed = (
  items: readonly Condition[],
  at: string,
): readonly { readonly condition: Condition; readonly at: string }[] =>
  items.map((condition, index) => ({ condition, at: `${at}[${index}]` }))

/** As plain as it can be said: nothing for an empty group, one test for a group of one. */
export function whenOf({ join, isNot, items }: Root): Condition | undefined {
  const conditions = items.map(({ condition }) => condition)
  if (conditions.length === 0) return undefined
  const [only] = conditions
  if (conditions.length === 1 && join === 'all' && !isNot) return only
  return conditionOf({ kind: 'group', isNot, join, items: conditions })
}

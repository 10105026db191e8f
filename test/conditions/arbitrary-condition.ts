import fc from 'fast-check'
import type { Condition, Operator, Test } from '../../src/conditions/condition.ts'

const FIELDS = [
  'url',
  'url.host',
  'url.path',
  'url.hash',
  'url.query.q',
  'referrer',
  'title',
  'element.text',
  'element.href',
  'element.attribute.n',
  'name',
  'property.n',
  'scroll.percent',
]

const OPERATORS: readonly Operator[] = [
  'equals',
  'in',
  'contains',
  'startsWith',
  'endsWith',
  'glob',
  'exists',
  'lessThan',
  'atMost',
  'greaterThan',
  'atLeast',
]

/** Few, so that tests meet what they are about: see `arbitraryHappening`. */
export const VALUES = [
  '/a',
  '/a/b',
  '/A/',
  'https://shop.example/a',
  'https://shop.example/a?q=1#t',
  'shop.example',
  'b',
  'B',
  'é',
  'e\u0301',
  '1',
  '2.50',
  '-3',
  ' a  b ',
  '상품',
  '%EC%83%81%ED%92%88',
] as const

const NUMBERS = [-3, 0, 1, 2.5] as const

const value = (op: Operator): fc.Arbitrary<Test['value']> => {
  const one = fc.constantFrom<string | number>(...VALUES, ...NUMBERS)
  if (op === 'exists') return fc.constant(undefined)
  if (op === 'in') return fc.array(one, { minLength: 1, maxLength: 3 })
  if (op === 'equals') return fc.oneof(one, fc.boolean())
  if (['lessThan', 'atMost', 'greaterThan', 'atLeast'].includes(op))
    return fc.constantFrom<string | number>(...NUMBERS, '1', '2.50', '-3')
  return fc.constantFrom(...VALUES, 'a*', '/**', '*', '/*', '/*/b')
}

/** Well-formed conditions over these fields: tests, and what joins them. */
export function arbitraryConditionOf(fields: readonly string[]): fc.Arbitrary<Condition> {
  const test: fc.Arbitrary<Condition> = fc
    .tuple(fc.constantFrom(...fields), fc.constantFrom(...OPERATORS), fc.boolean())
    .chain(([field, op, ignoreCase]) =>
      value(op).map((value) => ({
        field,
        op,
        ...(value === undefined ? {} : { value }),
        ...(ignoreCase ? { ignoreCase } : {}),
      })),
    )
  return fc.letrec<{ condition: Condition }>((tie) => {
    const list = fc.array(tie('condition'), { minLength: 1, maxLength: 3 })
    return {
      condition: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        test,
        list.map((all) => ({ all })),
        list.map((any) => ({ any })),
        tie('condition').map((not) => ({ not })),
      ),
    }
  }).condition
}

export const arbitraryCondition = arbitraryConditionOf(FIELDS)

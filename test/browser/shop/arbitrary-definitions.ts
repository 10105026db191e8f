import fc from 'fast-check'
import type { BrowserDefinition } from '../../../src/conditions/browser-definition.ts'
import type { Condition, Operator, Test } from '../../../src/conditions/condition.ts'

/** Few texts, so that what is random still meets. */
const WORDS = [
  'a',
  'A',
  'b',
  'a b',
  '가',
  '\u1100\u1161',
  'é',
  'e\u0301',
  '1',
  '2',
  '1.5',
  '',
  'true',
] as const
const PATHS = ['/a', '/A', '/a/b', '/가', '/a b', '/', '/1'] as const
const PATTERNS = ['*', '**', '/*', '/**', '/a/**', '/*/n*', '**/n1', '/가/*'] as const
const SELECTORS = ['#a', '.a', 'b.a', '#nowhere', 'main .a'] as const
const OPERATORS = [
  'equals', 'in', 'contains', 'startsWith', 'endsWith', 'glob', 'exists', 'lessThan', 'atMost', 'greaterThan', 'atLeast',
] as const satisfies readonly Operator[] // biome-ignore format: a list

const FIELDS = {
  PAGE_VIEW: ['url', 'url.host', 'url.path', 'url.hash', 'url.query.a', 'url.query.b', 'title', 'referrer'],
  CUSTOM: ['name', 'property.a', 'property.o.b', 'property.list', 'property.toString', 'url.path'],
  CLICK: ['element.text', 'element.href', 'element.attribute.data-a', 'element.attribute.id', 'url.query.a'],
} as const

type Trigger = keyof typeof FIELDS

const word = fc.constantFrom(...WORDS)
const value = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 2, arbitrary: fc.constantFrom(...PATHS) },
  { weight: 2, arbitrary: fc.constantFrom(...PATTERNS) },
  fc.constantFrom(0, 1, 2, 1.5, true, false),
)

const testOf = (trigger: Trigger): fc.Arbitrary<Test> =>
  fc.oneof(
    {
      weight: trigger === 'CLICK' ? 1 : 0,
      arbitrary: fc.record({
        field: fc.constant('element'),
        op: fc.constant('selector' as const),
        value: fc.constantFrom(...SELECTORS),
      }),
    },
    {
      weight: 3,
      arbitrary: fc
        .record(
          {
            field: fc.constantFrom<string>(...FIELDS[trigger]),
            op: fc.constantFrom(...OPERATORS),
            value,
            ignoreCase: fc.boolean(),
          },
          { requiredKeys: ['field', 'op', 'value'] },
        )
        .map((test) => (test.op === 'in' ? { ...test, value: [String(test.value), 1, 'a'] } : test)),
    },
  )

const conditionOf = (trigger: Trigger): fc.Arbitrary<Condition> => {
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      { weight: 5, arbitrary: testOf(trigger) },
      { weight: 2, arbitrary: tie('condition').map((not) => ({ not })) },
      { weight: 1, arbitrary: fc.array(tie('condition'), { maxLength: 3 }).map((all) => ({ all })) },
      { weight: 1, arbitrary: fc.array(tie('condition'), { maxLength: 3 }).map((any) => ({ any })) },
    ),
  }))
  return condition
}

type Undecided = Pick<BrowserDefinition, 'triggerType' | 'when'>

/** Any definition of what a page of `arbitrarySteps` can do. */
export const arbitraryDefinition: fc.Arbitrary<Undecided> = fc
  .constantFrom<Trigger>('PAGE_VIEW', 'CUSTOM', 'CLICK')
  .chain((triggerType) =>
    fc.record({ triggerType: fc.constant(triggerType), when: conditionOf(triggerType) }),
  )

/** A route, a call and a press on it. */
export interface Step {
  readonly path: string
  readonly query: string
  readonly hash: string
  readonly name: string
  readonly properties: Readonly<Record<string, unknown>>
  readonly element: {
    readonly id: string
    readonly className: string
    readonly text: string
    readonly data: string | null
  }
  readonly href: string | null
}

export const arbitraryStep: fc.Arbitrary<Step> = fc.record({
  path: fc.constantFrom(...PATHS),
  query: fc.constantFrom('', '?a=1', '?a=a+b&b=%EA%B0%80', '?b=2&a=&a=1', '?a=%zz', '?A=1'),
  hash: fc.constantFrom('', '#a', '#a%20b', '#가'),
  name: word,
  properties: fc.record(
    {
      a: fc.oneof(word, fc.constantFrom(0, 1, 1.5, '1.0', true, null)),
      o: fc.oneof(fc.record({ b: word }), word),
      list: fc.array(word, { maxLength: 2 }),
    },
    { requiredKeys: [] },
  ),
  element: fc.record({
    id: fc.constantFrom('a', 'z'),
    className: fc.constantFrom('a', 'a b', ''),
    text: word,
    data: fc.option(word),
  }),
  href: fc.option(fc.constantFrom('/a', 'a?b=2&a=1', 'https://other.example:443/가/')),
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Routing } from '../../src/conditions/browser-definition.ts'
import { checkDefinition } from '../../src/conditions/check-definition.ts'
import type { Condition, Test } from '../../src/conditions/condition.ts'
import { conditionHolds } from '../../src/conditions/condition-holds.ts'
import type { Happening } from '../../src/conditions/happening.ts'
import { match } from '../../src/conditions/match.ts'
import { globMatches } from '../../src/conditions/operators/glob-matches.ts'
import { arbitraryCondition, arbitraryConditionOf } from './arbitrary-condition.ts'
import { arbitraryHappening } from './arbitrary-happening.ts'

const routing = fc.constantFrom<Routing>('path', 'hash')
const settings = { selectorError: () => undefined, businessTriggers: ['PURCHASE'], droppedQuery: '' }

const holds = (when: Condition, happening: Happening, routing: Routing): boolean =>
  match({ triggerType: happening.triggerType, when, routing }, happening).matched

it('not is always the opposite, all and any are what they say', () => {
  fc.assert(
    fc.property(
      arbitraryCondition,
      arbitraryCondition,
      arbitraryHappening,
      routing,
      (one, other, happening, routing) => {
        const is = (when: Condition): boolean => holds(when, happening, routing)
        expect(is({ not: one })).toBe(!is(one))
        expect(is({ all: [one, other] })).toBe(is(one) && is(other))
        expect(is({ any: [one, other] })).toBe(is(one) || is(other))
        expect(is({ not: { any: [one, other] } })).toBe(is({ all: [{ not: one }, { not: other }] }))
      },
    ),
    { numRuns: 200 },
  )
})

it('says of every test on what value it passed or failed, and decides by that', () => {
  fc.assert(
    fc.property(arbitraryCondition, arbitraryHappening, (when, happening) => {
      const { matched, why } = match({ triggerType: happening.triggerType, when }, happening)
      const tests: Test[] = []
      conditionHolds(when, (test) => tests.push(test) > 0)
      expect(why.map(({ test }) => test)).toEqual(tests)
      let next = 0
      expect(conditionHolds(when, () => why[next++]!.passed)).toBe(matched)
      expect(why.filter(({ value, passed }) => value === null && passed)).toEqual([])
    }),
    { numRuns: 100 },
  )
})

it('throws on nothing, and not is the opposite of anything', () => {
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.record({
      field: fc.oneof(
        fc.constantFrom('url', 'title', 'property.a'),
        fc.jsonValue(),
        fc.constant({ toString: 1 }),
      ),
      op: fc.constantFrom('equals', 'in', 'contains', 'glob', 'atMost', 'selector'),
      value: fc.jsonValue(),
      ignoreCase: fc.jsonValue(),
    }),
    fc.record({ all: fc.jsonValue() }),
    fc.record({ not: fc.record({ any: fc.array(fc.jsonValue()) }) }),
  )
  const json = fc.jsonValue({ maxDepth: 3 })
  const happening = fc.oneof(
    arbitraryHappening,
    json,
    fc.record({
      triggerType: fc.constant('CLICK'),
      page: json,
      element: json,
      scroll: json,
      name: json,
      properties: json,
    }),
  )
  fc.assert(
    fc.property(odd, happening, (when, happening) => {
      const definition = { triggerType: 'CLICK', when: when as unknown as Condition } as const
      const { matched } = match(definition, happening as Happening)
      const opposite = match({ ...definition, when: { not: definition.when } }, happening as Happening)
      const isMeant = match({ triggerType: 'CLICK' }, happening as Happening).matched
      if (isMeant && when !== null) expect(opposite.matched).toBe(!matched)
      checkDefinition({ triggerType: 'CLICK', triggerPayload: { when, audience: when } }, settings)
      checkDefinition({ triggerType: 'CLICK', triggerPayload: when }, settings)
    }),
    { numRuns: 200 },
  )
})

it('what is refused as a contradiction never happens', () => {
  // Two tests of one field meet more often than of any.
  const all = fc
    .constantFrom('url', 'url.path', 'url.host', 'title', 'element.text', 'element.attribute.n')
    .chain((field) => fc.array(arbitraryConditionOf([field]), { minLength: 2, maxLength: 3 }))
  let found = 0
  fc.assert(
    fc.property(
      all,
      fc.array(arbitraryHappening, { minLength: 20, maxLength: 20 }),
      routing,
      (all, happenings, routing) => {
        const draft = { triggerType: 'CLICK', triggerPayload: { routing, when: { all } } }
        // One that lies in an "any" leaves the others; what is joined by "all" from the top is refused as a whole.
        const isRefused = checkDefinition(draft, settings).errors.some(
          ({ field, message }) =>
            message.startsWith('contradicts') && /^triggerPayload\.when(\.all\[\d\])*$/.test(field),
        )
        if (!isRefused) return
        found++
        for (const happening of happenings) {
          expect(holds({ all }, { ...happening, triggerType: 'CLICK' }, routing)).toBe(false)
        }
      },
    ),
    { numRuns: 1_000 },
  )
  expect(found).toBeGreaterThan(10)
})

it('a glob is what the regular expression of its parts says', () => {
  const piece = fc.constantFrom('*', '**', '/', 'a', 'b', '.')
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 7 }),
      fc.array(fc.constantFrom('/', 'a', 'b', '.'), { maxLength: 7 }),
      fc.boolean(),
      (pattern, text, inSegments) => {
        const source = pattern
          .join('')
          .replace(/\*+|\./g, (part) => (part === '.' ? '\\.' : part === '*' && inSegments ? '[^/]*' : '.*'))
        expect(globMatches(pattern.join(''), text.join(''), inSegments)).toBe(
          new RegExp(`^${source}$`).test(text.join('')),
        )
      },
    ),
    { numRuns: 1_000 },
  )
})

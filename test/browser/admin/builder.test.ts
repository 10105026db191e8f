import { expect, it } from 'vitest'
import {
  conditionOf,
  insideOf,
  nodeOf,
  rootOf,
  whenOf,
} from '../../../src/browser/admin/screens/events/builder/tree.ts'
import type { Condition } from '../../../src/conditions/condition.ts'

const a: Condition = { field: 'url.path', op: 'equals', value: '/a' }
const b: Condition = { field: 'url.path', op: 'equals', value: '/b' }

it.each<readonly [string, Condition | undefined]>([
  ['nothing', undefined],
  ['one test', a],
  ['a test turned around', { not: a }],
  ['all of two', { all: [a, b] }],
  ['any of one', { any: [a] }],
  ['none of two', { not: { any: [a, b] } }],
  ['groups in groups', { all: [a, { any: [b, { not: { all: [a, b] } }] }] }],
])('shows %s, and writes it as it was', (_, when) => {
  expect(whenOf(rootOf(when, 'when'))).toEqual(when)
})

it('takes two turns for none, and says where everything stands in the JSON', () => {
  expect(conditionOf(nodeOf({ not: { not: a } }))).toEqual(a)
  expect(insideOf({ not: { not: a } }, 'when')).toBe('when.not.not')
  expect(rootOf({ not: { all: [a, b] } }, 'when').items.map(({ at }) => at)).toEqual([
    'when.not.all[0]',
    'when.not.all[1]',
  ])
  expect(rootOf(a, 'when').items.map(({ at }) => at)).toEqual(['when'])
})

it('shows any JSON without a fault', () => {
  for (const json of [null, 1, 'x', [], {}, { all: 1 }, { not: null }, { any: [null] }]) {
    expect(() =>
      rootOf(json as unknown as Condition, 'when').items.map(({ condition }) => nodeOf(condition)),
    ).not.toThrow()
  }
})

import { expect, it } from 'vitest'
import { checkDefinition } from '../check-definition.ts'

const settings = { selectorError: () => undefined, businessTriggers: [], droppedQuery: '' }

function errorsOfWhen(when: unknown): string[] {
  const { errors } = checkDefinition({ triggerType: 'CLICK', triggerPayload: { when } }, settings)
  return errors.map(({ field, message }) => `${field} ${message}`)
}

const path = (value: string, op = 'equals') => ({ field: 'url.path', op, value })
const number = (op: string, value: number | string) => ({ field: 'element.attribute.n', op, value })

it.each([
  [[path('/a'), path('/b')], 1],
  [[path('/a'), { field: 'title', op: 'exists' }, { all: [path('/b')] }], '2].all[0'],
  [[path('/a'), { not: path('/a') }], '1].not'],
  [[path('/a'), { not: path('/a/') }], '1].not'],
  [[path('/a', 'contains'), { not: path('/a', 'contains') }], '1].not'],
  [[path('/a'), { not: { any: [path('/a'), path('/b')] } }], '1].not.any[0'],
  [
    [{ field: 'url.path', op: 'in', value: ['/a', '/b'] }, { not: path('/a') }, { not: path('/b') }],
    '2].not',
  ],
  [[path('/a'), path('/b', 'startsWith')], 1],
  [[path('/a/**', 'glob'), path('/b/c')], 1],
  [[path('/a', 'startsWith'), path('/b', 'startsWith')], 1],
  [[path('.html', 'endsWith'), path('.php', 'endsWith')], 1],
  [[path('/a', 'contains'), { not: { field: 'url.path', op: 'exists' } }], '1].not'],
  [
    [
      { field: 'url', op: 'equals', value: 'https://a.example/' },
      { field: 'url', op: 'equals', value: 'https://b.example' },
    ],
    1,
  ],
  [[number('greaterThan', 5), number('lessThan', 5)], 1],
  [[number('atMost', 4), number('atLeast', '4.5')], 1],
  [[number('atLeast', 10), { not: number('atLeast', 5) }], '1].not'],
  [[number('equals', 3), number('atLeast', 4)], 1],
])('refuses what contradicts itself: %j', (all, place) => {
  expect(errorsOfWhen({ all })).toEqual([
    expect.stringMatching(
      new RegExp(
        `^triggerPayload\\.when\\.all\\[${String(place).replace(/[[\].]/g, '\\$&')}\\]?.* contradicts triggerPayload`,
      ),
    ),
  ])
  expect(errorsOfWhen({ any: [{ field: 'title', op: 'exists' }, { all }] })).toHaveLength(1)
  expect(errorsOfWhen({ any: all })).toEqual([])
})

it.each([
  [[path('/a'), path('/a/')]],
  [[path('/A'), { ...path('/a'), ignoreCase: true }]],
  [[{ ...path('/a'), ignoreCase: true }, { not: path('/a') }]],
  [[path('/a', 'startsWith'), path('/a/b', 'startsWith')]],
  [[{ not: path('/a') }, { not: path('/b') }]],
  [[{ not: number('atLeast', 5) }, { not: number('atMost', 5) }]],
  [[number('atLeast', 5), number('atMost', 5)]],
  [[number('equals', 5), number('equals', '5.0')]],
  [
    [
      { field: 'url', op: 'equals', value: '/a' },
      { field: 'url', op: 'contains', value: 'shop.example' },
    ],
  ],
  [
    [
      { field: 'url', op: 'equals', value: '/a' },
      { field: 'url', op: 'equals', value: 'https://shop.example/a' },
    ],
  ],
  [[{ any: [path('/a'), path('/b')] }, path('/a')]],
])('takes what only looks like it: %j', (all) => {
  expect(errorsOfWhen({ all })).toEqual([])
})

import { expect, it } from 'vitest'
import type { Condition } from '../condition.ts'
import type { AudienceUser } from './audience-test.ts'
import { matchAudience } from './match-audience.ts'
import { readyAudience } from './ready-audience.ts'

const NOW = Date.UTC(2026, 4, 31)
const DAY_MS = 86_400_000
const kim: AudienceUser = {
  id: 42,
  lastPurchaseAt: NOW - 30 * DAY_MS,
  lastLoginAt: null,
  attributes: {
    tier: 'Gold',
    age: 31,
    address: { city: '서울' },
    tags: ['a'],
    name: '\u1100\u1161',
    gone: null,
    'https://shop.example/grade': 'gold',
  },
}

function holds(audience: Condition, user: AudienceUser = kim, eventId = 7): boolean {
  const { matched } = matchAudience(audience, user, { eventId, now: NOW })
  expect(readyAudience(audience, eventId)(user, NOW)).toBe(matched)
  return matched
}

it.each([
  [{ field: 'user.id', op: 'equals', value: 42 }, true],
  [{ field: 'user.id', op: 'equals', value: '42' }, true],
  [{ field: 'user.id', op: 'in', value: [41, '42'] }, true],
  [{ field: 'user.id', op: 'lessThan', value: 42 }, false],
  [{ field: 'user.lastPurchaseAt', op: 'exists' }, true],
  [{ field: 'user.lastPurchaseAt', op: 'withinDays', value: 30 }, true],
  [{ field: 'user.lastPurchaseAt', op: 'withinDays', value: 29.9 }, false],
  [{ field: 'user.lastPurchaseAt', op: 'olderThanDays', value: 30 }, false],
  [{ field: 'user.lastPurchaseAt', op: 'olderThanDays', value: 29 }, true],
  [{ field: 'user.lastLoginAt', op: 'exists' }, false],
  [{ field: 'user.lastLoginAt', op: 'withinDays', value: 1e9 }, false],
  [{ field: 'user.lastLoginAt', op: 'olderThanDays', value: 0 }, false],
  [{ not: { field: 'user.lastLoginAt', op: 'olderThanDays', value: 0 } }, true],
  [{ field: 'attribute.tier', op: 'equals', value: 'gold' }, false],
  [{ field: 'attribute.tier', op: 'equals', value: 'gold', ignoreCase: true }, true],
  [{ field: 'attribute.age', op: 'atLeast', value: 31 }, true],
  [{ field: 'attribute.age', op: 'withinDays', value: 31 }, false],
  [{ field: 'attribute.address.city', op: 'equals', value: '서울' }, true],
  [{ field: 'attribute.https://shop.example/grade', op: 'equals', value: 'gold' }, true],
  [{ field: 'attribute.tags', op: 'contains', value: 'a' }, false],
  [{ field: 'attribute.tags', op: 'exists' }, true],
  [{ field: 'attribute.gone', op: 'exists' }, false],
  [{ field: 'attribute.toString', op: 'exists' }, false],
  [{ not: { field: 'attribute.nothing', op: 'equals', value: 1 } }, true],
  [{ field: 'rollout', op: 'atMost', value: 100 }, true],
  [{ field: 'rollout', op: 'atMost', value: 0 }, false],
  [{ field: 'url', op: 'exists' }, false],
  [
    {
      all: [
        { field: 'user.id', op: 'exists' },
        { field: 'attribute.tier', op: 'startsWith', value: 'G' },
      ],
    },
    true,
  ],
  [
    {
      any: [
        { field: 'user.id', op: 'lessThan', value: 1 },
        { field: 'attribute.age', op: 'exists' },
      ],
    },
    true,
  ],
  [{ field: 7, op: 'exists' }, false],
  [{}, false],
] as [Condition, boolean][])('%j holds: %j', (audience, expected) => {
  expect(holds(audience)).toBe(expected)
})

it('holds everybody where there is none, and nobody without a token else', () => {
  const nobody = undefined
  expect(matchAudience(undefined, nobody, { eventId: 7, now: NOW }).matched).toBe(true)
  for (const audience of [
    { not: { field: 'user.lastLoginAt', op: 'exists' } },
    { field: 'rollout', op: 'atMost', value: 100 },
  ] as const)
    expect(matchAudience(audience, nobody, { eventId: 7, now: NOW }).matched).toBe(false)
})

it('an instant ahead is within any number of days', () => {
  const ahead = { ...kim, lastLoginAt: NOW + 1 }
  expect(holds({ field: 'user.lastLoginAt', op: 'withinDays', value: 0 }, ahead)).toBe(true)
  expect(holds({ field: 'user.lastLoginAt', op: 'olderThanDays', value: 0 }, ahead)).toBe(false)
})

it('a rollout holds its share of the users, others with every event, and who is in stays in as it grows', () => {
  const inAt = (percent: number, eventId = 7): Set<number> =>
    new Set(
      Array.from({ length: 4_000 }, (_, index) => index + 1).filter((id) =>
        holds({ field: 'rollout', op: 'atMost', value: percent }, { ...kim, id }, eventId),
      ),
    )
  const tenth = inAt(10)
  const fifth = inAt(20)
  expect(tenth.size / 4_000).toBeCloseTo(0.1, 1.5)
  expect(fifth.size / 4_000).toBeCloseTo(0.2, 1.5)
  expect([...tenth].filter((id) => !fifth.has(id))).toEqual([])
  const both = [...inAt(10, 8)].filter((id) => tenth.has(id))
  expect(both.length / 4_000).toBeCloseTo(0.01, 1.5)
})

it('says which test failed, on which value', () => {
  const audience: Condition = {
    all: [
      { field: 'attribute.tier', op: 'equals', value: 'Gold' },
      { field: 'user.lastLoginAt', op: 'exists' },
    ],
  }
  const { why } = matchAudience(audience, kim, { eventId: 7, now: NOW })
  expect(why.map(({ value, passed }) => [value, passed])).toEqual([
    ['Gold', true],
    [null, false],
  ])
})

import { expect, it } from 'vitest'
import { remainingOf, type SaleFacts, saleStateOf } from './sale-state.ts'

const NOW = Date.UTC(2026, 4, 1)
const facts = (more: Partial<SaleFacts>): SaleFacts => ({
  status: 'ACTIVE',
  startDate: null,
  endDate: null,
  limitCount: 10,
  approvedCount: 0,
  stock: 5,
  ...more,
})

it.each([
  ['open', {}],
  ['open', { startDate: NOW, endDate: NOW }],
  ['upcoming', { startDate: NOW + 1 }],
  ['ended', { endDate: NOW - 1 }],
  ['ended', { status: 'ENDED' }],
  ['ended', { status: 'PAUSED', endDate: NOW - 1 }],
  ['paused', { status: 'PAUSED', startDate: NOW + 1 }],
  ['sold_out', { stock: 0 }],
  ['sold_out', { approvedCount: 10 }],
  ['upcoming', { stock: 0, startDate: NOW + 1 }],
  [null, { status: 'DRAFT' }],
] as const)('is %s with %j', (state, more) => {
  expect(saleStateOf(facts(more), NOW)).toBe(state)
})

it('leaves what both the limit and the stock allow', () => {
  expect(remainingOf(facts({ approvedCount: 3 }))).toBe(5)
  expect(remainingOf(facts({ approvedCount: 8 }))).toBe(2)
  expect(remainingOf(facts({ limitCount: null }))).toBe(5)
  expect(remainingOf(facts({ stock: null }))).toBe(10)
  expect(remainingOf(facts({ limitCount: null, stock: null }))).toBeNull()
})

import { expect, it } from 'vitest'
import { isSampled } from './is-sampled.ts'
import { shareOf } from './share-of.ts'

const VISITORS = Array.from({ length: 20_000 }, (_, index) => String(index + 1))

it('takes its share of the visitors, others for every event, and grows with the rate', () => {
  const taken = (eventId: number, rate: number): Set<string> =>
    new Set(VISITORS.filter((visitor) => isSampled(eventId, visitor, rate)))
  const [tenth, half, other] = [taken(1, 0.1), taken(1, 0.5), taken(2, 0.1)]
  expect(tenth.size / VISITORS.length).toBeCloseTo(0.1, 2)
  expect(half.size / VISITORS.length).toBeCloseTo(0.5, 1.5)
  expect([...tenth].filter((visitor) => !half.has(visitor))).toEqual([])
  expect([...other].filter((visitor) => tenth.has(visitor)).length / VISITORS.length).toBeCloseTo(0.01, 2)
})

it('takes everybody without a rate and at 1, nobody at 0', () => {
  expect(VISITORS.filter((visitor) => isSampled(1, visitor))).toHaveLength(VISITORS.length)
  expect(VISITORS.filter((visitor) => isSampled(1, visitor, 1))).toHaveLength(VISITORS.length)
  expect(VISITORS.filter((visitor) => isSampled(1, visitor, 0))).toEqual([])
})

it('spreads keys evenly over sixteen places', () => {
  const counts = Array<number>(16).fill(0)
  for (const visitor of VISITORS) counts[Math.floor(shareOf(visitor) * 16)]!++
  const expected = VISITORS.length / 16
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  expect(chiSquare).toBeLessThan(37.7) // p = 0.001 with 15 degrees of freedom
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TokenBuckets } from './token-buckets.ts'

function givenBuckets(perSecond: number, burst: number) {
  const clock = { ms: 5_000 }
  return { clock, buckets: new TokenBuckets<number>({ perSecond, burst }, () => clock.ms) }
}

it('lets a burst pass, then as many as come back', () => {
  const { clock, buckets } = givenBuckets(5, 10)
  const passed = (): number =>
    Array.from({ length: 20 }, () => buckets.take(1)).filter((wait) => wait === 0).length
  expect(passed()).toBe(10)
  expect(buckets.take(1)).toBeCloseTo(200)
  clock.ms += 1_000
  expect(passed()).toBe(5)
  clock.ms += 60_000
  expect(passed()).toBe(10)
})

it('says how long to wait, and then lets one pass', () => {
  const { clock, buckets } = givenBuckets(3, 1)
  expect(buckets.take(1)).toBe(0)
  clock.ms += 100
  const wait = buckets.take(1)
  expect(wait).toBeCloseTo(233.33, 1)
  clock.ms += wait
  expect(buckets.take(1)).toBe(0)
})

it('100 000 users do not push each other out', () => {
  const { clock, buckets } = givenBuckets(5, 10)
  for (let click = 0; click < 10; click += 1) {
    for (let user = 1; user <= 100_000; user += 1) {
      if (buckets.take(user) !== 0) throw new Error(`click ${click} of user ${user} was refused`)
      clock.ms += 0.000_1
    }
  }
  let refused = 0
  for (let user = 1; user <= 100_000; user += 1) if (buckets.take(user) > 0) refused += 1
  expect(refused).toBe(100_000)
})

it('keeps no bucket that is full', () => {
  const { clock, buckets } = givenBuckets(5, 10)
  for (let user = 1; user <= 100_000; user += 1) buckets.take(user)
  clock.ms += 4_000
  buckets.take(1)
  expect(buckets.size).toBe(1)
})

it('is a bucket that holds the burst and fills at the rate, whoever else comes', () => {
  const step = fc.record({ user: fc.nat({ max: 3 }), afterMs: fc.nat({ max: 3_000 }) })
  const size = fc.record({
    perSecond: fc.integer({ min: 1, max: 20 }),
    burst: fc.integer({ min: 1, max: 30 }),
  })
  fc.assert(
    fc.property(size, fc.array(step, { maxLength: 200 }), ({ perSecond, burst }, steps) => {
      const { clock, buckets } = givenBuckets(perSecond, burst)
      const model = new Map<number, { tokens: number; atMs: number }>()
      for (const { user, afterMs } of steps) {
        clock.ms += afterMs
        const known = model.get(user) ?? { tokens: burst, atMs: clock.ms }
        const tokens = Math.min(burst, known.tokens + ((clock.ms - known.atMs) * perSecond) / 1_000)
        const mayPass = tokens >= 1 - 1e-6
        model.set(user, { tokens: mayPass ? tokens - 1 : tokens, atMs: clock.ms })
        expect(buckets.take(user) === 0).toBe(mayPass)
      }
    }),
  )
})

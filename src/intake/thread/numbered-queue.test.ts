import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NumberedQueue } from './numbered-queue.ts'

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ add: fc.integer({ min: 1, max: 400 }) }) },
  { weight: 5, arbitrary: fc.record({ takeOldest: fc.integer({ min: 1, max: 400 }) }) },
  { weight: 2, arbitrary: fc.record({ takeAt: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ takeWhileBelow: fc.nat() }) },
)

test('it gives and keeps what a map by number would, the oldest first', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const queue = new NumberedQueue<number>()
      const model = new Map<number, number>()
      const oldest = (): number | null => model.values().next().value ?? null
      for (const one of steps) {
        if ('add' in one) {
          for (let added = 0; added < one.add; added += 1) {
            const number = queue.nextNumber
            expect(model.has(number)).toBe(false)
            model.set(number, number)
            queue.add(number)
          }
        } else if ('takeOldest' in one) {
          for (let taken = 0; taken < one.takeOldest && model.size > 0; taken += 1) {
            const number = oldest()!
            expect(queue.take(number)).toBe(number)
            model.delete(number)
          }
        } else if ('takeAt' in one) {
          const number = one.takeAt % (queue.nextNumber + 10)
          expect(queue.take(number)).toBe(model.get(number) ?? null)
          model.delete(number)
        } else {
          const below = one.takeWhileBelow % (queue.nextNumber + 10)
          const expected = [...model.values()].filter((number) => number < below)
          expect(queue.takeWhile((number) => number < below)).toEqual(expected)
          for (const number of expected) model.delete(number)
        }
        expect(queue.size).toBe(model.size)
        expect(queue.oldest).toBe(oldest())
      }
    }),
  )
})

test('who still waits keeps his number, however many pass by', () => {
  const queue = new NumberedQueue<string>()
  queue.add('waits')
  for (let passing = 1; passing <= 5_000; passing += 1) {
    queue.add(String(passing))
    expect(queue.take(passing)).toBe(String(passing))
  }
  expect(queue.size).toBe(1)
  expect(queue.take(0)).toBe('waits')
  expect(queue.nextNumber).toBe(5_001)
})

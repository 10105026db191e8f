import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstRefused } from './first-refused.ts'

it('finds the first of several that are refused, in a logarithmic number of tries', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5_000 }),
      fc.infiniteStream(fc.nat()),
      async (count, picks) => {
        const refused = new Set([...picks.take(3)].map((pick) => pick % count))
        let tries = 0
        const found = await firstRefused(count, async (length) => {
          tries += 1
          const culprit = [...refused].sort((a, b) => a - b).find((index) => index < length)
          return culprit === undefined ? null : new Error(`refused ${culprit}`)
        })
        expect(found?.index).toBe(Math.min(...refused))
        expect(found?.error.message).toBe(`refused ${found?.index}`)
        expect(tries).toBeLessThanOrEqual(2 + Math.ceil(Math.log2(count)))
      },
    ),
  )
})

it('finds none if all of them go through after all', async () => {
  expect(await firstRefused(10, async () => null)).toBeNull()
})

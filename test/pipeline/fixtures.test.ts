import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fixtureCounts } from '../../fixtures/fixture-counts.ts'
import { flashSaleLines } from '../../fixtures/flash-sale.ts'
import { generateMessages, generateSeed } from '../../fixtures/generate.ts'
import { mixedLines } from '../../fixtures/mixed.ts'
import { digest } from '../../src/operations/digest/digest.ts'
import { verify } from '../../src/operations/verify.ts'
import { databases } from '../databases.ts'
import { DEFAULT_SHOP, fixturePath } from '../default-shop.ts'
import { withShop } from '../open-shop.ts'
import { replayFile, withLines } from '../replay-lines.ts'

const FIXTURES = ['flash-sale.jsonl', 'mixed.jsonl'] as const

describe.each(FIXTURES)('%s', (name) => {
  it.each(databases)('gives the counts of its table on $name', async ({ create }) => {
    await withShop(create, DEFAULT_SHOP, async (database) => {
      expect(await replayFile(database, fixturePath(name))).toMatchObject(fixtureCounts(name))
      expect(await verify(database)).toMatchObject({ holds: true })
    })
  })

  it('leaves the same digest on both databases', async () => {
    const digests = databases.map(({ create }) =>
      withShop(create, DEFAULT_SHOP, async (database) => {
        await replayFile(database, fixturePath(name))
        return digest(database)
      }),
    )
    const [first, ...others] = await Promise.all(digests)
    for (const other of others) expect(other).toEqual(first)
  })
})

it('the files hold what their sources say', () => {
  expect(readFileSync(fixturePath('flash-sale.jsonl'), 'utf8').trimEnd().split('\n')).toEqual(
    flashSaleLines(),
  )
  const mixed = readFileSync(fixturePath('mixed.jsonl'), 'latin1').split('\n')
  const lines = mixed.filter((line) => line.trim() !== '')
  expect(lines).toEqual(mixedLines.map(({ bytes }) => bytes.toString('latin1')))
})

it('mixed.jsonl has every outcome and every reason that a line can have', () => {
  const { rejectedByReason, deadLetterByReason, ...outcomes } = fixtureCounts('mixed.jsonl')
  expect(Object.values(outcomes)).not.toContain(0)
  expect(Object.keys(rejectedByReason)).toHaveLength(5)
  expect(Object.keys(deadLetterByReason)).toHaveLength(12)
})

it('a generated sale is the same for the same options, and decided the same on both databases', async () => {
  const options = { messages: 5_000, users: 1_500, activities: 9, seed: 42, invalid: 0.02 }
  const lines = [...generateMessages(options)]
  expect([...generateMessages(options)]).toEqual(lines)
  const digests = databases.map(({ create }) =>
    withShop(create, generateSeed(options), (database) =>
      withLines(lines, async (file) => {
        const { approved, rejected, duplicate, recorded, deadLetter } = await replayFile(database, file)
        expect(Math.min(approved, rejected, duplicate, recorded, deadLetter)).toBeGreaterThan(50)
        expect(await verify(database)).toMatchObject({ holds: true })
        return digest(database)
      }),
    ),
  )
  const [first, ...others] = await Promise.all(digests)
  for (const other of others) expect(other).toEqual(first)
})

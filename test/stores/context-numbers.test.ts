import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm/sql'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { digest } from '../../src/operations/digest/digest.ts'
import { MultisetHash } from '../../src/operations/digest/multiset-hash.ts'
import { readSeedFile } from '../../src/operations/seed/read-seed-file.ts'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { databases, type EmptyDatabase } from '../databases.ts'
import { replayFile, withLines } from '../replay-lines.ts'
import { OPENING, SHOP } from '../shop.ts'

/** What a double can't carry, and what JavaScript spells otherwise than it came. */
const LITERALS = [
  ...[
    '750727362669608961',
    '12345678901234567890',
    '9007199254740993',
    '-9007199254740993',
    '9223372036854775808',
  ],
  ...[
    '0.1234567890123456789',
    '1.00000000000000000001',
    '123456789012345.678',
    '0.1',
    '3.5',
    '-2',
    '0',
    '100',
  ],
  ...['1.0', '1.50', '-1.500', '0.0', '-0', '-0.0', '-0e3', '0e5', '0e-5', '0.000e2'],
  ...[
    '1e3',
    '1E+3',
    '1.50e1',
    '1.5e-3',
    '1e-7',
    '0.0000001',
    '0.00000012345',
    '1e21',
    '123e21',
    '1e0000000012',
  ],
  ...['1e308', '1e-308', '9.99e308', `0.${'0'.repeat(998)}1`, '7'.repeat(400), `1${'0'.repeat(999)}`],
]

const REFUSED = [
  '1e309',
  '1e-309',
  '1e400',
  '0e400',
  '-1E99999999999999999999',
  '7'.repeat(1_001),
  `0.${'1'.repeat(1_000)}`,
]

const literal = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(fc.constant('0'), fc.stringMatching(/^[1-9][0-9]{0,25}$/)),
    fc.oneof(
      fc.constant(''),
      fc.stringMatching(/^\.[0-9]{1,25}$/),
      fc.stringMatching(/^\.[0-9]{0,3}0{1,9}$/),
    ),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant('') },
      {
        weight: 1,
        arbitrary: fc.tuple(fc.constantFrom('e', 'E', 'e+', 'e-', 'E-'), fc.nat(308)).map(([e, n]) => e + n),
      },
    ),
  )
  .map((parts) => parts.join(''))

/** The decimal as a whole number and how often to divide it by ten: no floating point takes part. */
function exactValue(text: string): string {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  let value = BigInt(whole + fraction) * (sign ? -1n : 1n)
  let tens = fraction.length - Number(exponent)
  while (value !== 0n && value % 10n === 0n) {
    value /= 10n
    tens -= 1
  }
  return value === 0n ? '0' : `${value}/10^${tens}`
}

const requestOf = (context: string): string =>
  `{"triggerType":"LOGIN_SUCCESS","userId":1,"occurredAt":${OPENING},"context":${context}}`

describe.each(databases)('numbers of a context on $name', ({ create }) => {
  let empty: EmptyDatabase
  let database: Database
  let postgres: pg.Client

  const jsonb = async (json: string): Promise<string> =>
    (await postgres.query('SELECT $1::jsonb::text AS json', [json])).rows[0].json

  const storedContexts = async (contexts: readonly string[]): Promise<string[]> => {
    await seed(database, parseSeed(SHOP, 'shop').seed, { reset: true })
    await withLines(contexts.map(requestOf), (file) => replayFile(database, file))
    const rows = await database.query<{ context: string }>(
      sql`SELECT CAST(event_context AS text) AS context FROM event_occurrences ORDER BY id`,
    )
    return rows.map(({ context }) => context.replaceAll(' ', ''))
  }
  const numbersIn = (context = ''): string[] => context.slice('{"n":['.length, -2).split(',')

  beforeAll(async () => {
    empty = await create()
    database = await openDatabase(empty.url)
    postgres = new pg.Client(inject('postgresAdminUrl'))
    await postgres.connect()
  })
  beforeEach(() => seed(database, parseSeed(SHOP, 'shop').seed, { reset: true }))
  afterAll(async () => {
    await postgres.end()
    await database.close()
    await empty.drop()
  })

  it('keep their value, written as jsonb writes it', async () => {
    const context = `{"n":[${LITERALS}]}`
    const [stored] = await storedContexts([context])
    expect(numbersIn(stored)).toEqual(numbersIn((await jsonb(context)).replaceAll(' ', '')))
    expect(numbersIn(stored).map(exactValue)).toEqual(LITERALS.map(exactValue))
  })

  it('are kept alone, in an object and deep, and what only looks like one stays text', async () => {
    const ways = (text: string) => [`{"a":${text}}`, `{ "a" :\t[{"b" : [ ${text}\r ]}]}`]
    const stored = await storedContexts([
      ...LITERALS.flatMap(ways),
      ...LITERALS.map((text) => `{"a":"${text}"}`),
    ])
    const [, ...written] = (await jsonb(`["",${LITERALS}]`)).slice(1, -1).split(', ')
    expect(stored).toEqual([
      ...written.flatMap((number) => [`{"a":${number}}`, `{"a":[{"b":[${number}]}]}`]),
      ...LITERALS.map((text) => `{"a":"${text}"}`),
    ])
  })

  it('keep their value however they are spelled', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(literal, { minLength: 1 }), { minLength: 1 }), async (lists) => {
        const stored = await storedContexts(lists.map((numbers) => `{"n":[${numbers}]}`))
        for (const [index, numbers] of lists.entries()) {
          expect(numbersIn(stored[index]).map(exactValue)).toEqual(numbers.map(exactValue))
          expect(numbersIn(stored[index])).toEqual(
            numbersIn((await jsonb(`{"n":[${numbers}]}`)).replaceAll(' ', '')),
          )
        }
      }),
      { numRuns: 25 },
    )
  })

  it('are refused where they are out of bounds', async () => {
    expect(await storedContexts(REFUSED.map((text) => `{"a":[${text}]}`))).toEqual([])
    const letters = await database.query(sql`SELECT reason, error FROM dead_letters`)
    const error = expect.stringMatching(/^context must not hold a number of more than 1000 digits/)
    expect(letters).toEqual(REFUSED.map(() => ({ reason: 'INVALID_MESSAGE', error })))
  })

  it('that take more than 64 KiB when they are written out are refused', async () => {
    expect(await storedContexts([`{"a":[${Array(300).fill('1e308')}]}`])).toEqual([])
    expect(await storedContexts([`{"a":[${Array(200).fill('1e308')}]}`])).toHaveLength(1)
  })

  it('of equal keys the last one counts', async () => {
    expect(
      await storedContexts(['{"a":1,"a":9007199254740993}', '{"a":9007199254740993,"a":{"b":1,"b":2.50}}']),
    ).toEqual(['{"a":9007199254740993}', '{"a":{"b":2.50}}'])
  })

  it('say the same in the digest, on every database', async () => {
    const contexts = [`{"b":[${LITERALS}],"a":1.50}`, '{"a":1e-7}']
    await storedContexts(contexts)
    const { sections } = await digest(database)
    const expected = new MultisetHash()
    for (const context of contexts) {
      expected.add(`["occurrence",2,1,null,${(await jsonb(context)).replaceAll(' ', '')},null,null]`)
    }
    expect(sections.find(({ name }) => name === 'occurrences')?.hash).toBe(expected.hex())
  })

  it('are kept in the payload of a seeded event as well, and applied once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'axon-payload-'))
    const seedWith = async (payload: string) => {
      const file = join(folder, 'seed.json')
      const event = `{"id": 9, "name": "x", "status": "ACTIVE", "triggerType": "PURCHASE", "triggerPayload": ${payload}}`
      await writeFile(
        file,
        `{"events": [{"id": 8, "name": "y", "status": "ACTIVE", "triggerType": "PURCHASE"}, ${event}]}`,
      )
      return seed(database, (await readSeedFile(file)).seed, { reset: false })
    }
    try {
      await seedWith(`{"n": [${LITERALS}]}`)
      expect((await seedWith(`{"n": [${LITERALS}]}`)).events).toMatchObject({ updated: 0, unchanged: 2 })
      const [row] = await database.query<{ payload: string }>(
        sql`SELECT CAST(trigger_payload AS text) AS payload FROM events WHERE id = 9`,
      )
      expect(numbersIn(row?.payload.replaceAll(' ', '')).map(exactValue)).toEqual(LITERALS.map(exactValue))
      expect((await seedWith('{"n": 9007199254740993}')).events).toMatchObject({ updated: 1 })
      expect((await seedWith('{"n": 9007199254740992}')).events).toMatchObject({ updated: 1 })
      for (const text of REFUSED) {
        await expect(seedWith(`{"n": [${text}]}`)).rejects.toThrow(
          'events[1].triggerPayload must not hold a number',
        )
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

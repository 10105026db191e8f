import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHOP } from '../../../test/shop.ts'
import { readSeedFile } from './read-seed-file.ts'
import { parseSeed } from './seed-file.ts'

const product = { id: 1, productName: '머그컵', stock: 5, price: 10 }
const activity = { ...SHOP.campaignActivities[0] }

it('reads a shop, fills in what was left out, and normalises trigger types', () => {
  const { seed, warnings } = parseSeed(
    {
      ...SHOP,
      campaigns: [{ id: '7', name: '봄', startAt: '2026-05-01T10:00:00+09:00', endAt: null }],
      events: [{ id: 1, name: '로그인', status: 'ACTIVE', triggerType: 'login-success' }],
    },
    'shop.json',
  )
  expect(warnings).toEqual([])
  expect(seed.campaigns).toEqual([
    { id: 7, name: '봄', startAt: Date.parse('2026-05-01T01:00:00Z'), endAt: null },
  ])
  expect(seed.campaignActivities[0]).toMatchObject({ limitCount: 100, startDate: null, price: null })
  expect(seed.events[0]).toMatchObject({
    triggerType: 'LOGIN_SUCCESS',
    triggerPayload: null,
    description: null,
  })
})

it('takes an empty object, and null for a list', () => {
  const empty = { products: [], campaigns: [], campaignActivities: [], events: [] }
  expect(parseSeed({}, 'f').seed).toEqual(empty)
  expect(parseSeed({ products: null }, 'f').seed).toEqual(empty)
})

it('ignores unknown fields, and says so', () => {
  const { warnings } = parseSeed({ prodcuts: [], products: [{ ...product, colour: 'red' }] }, 'f')
  expect(warnings).toEqual([
    'f: ignored the unknown list prodcuts',
    'f: ignored the unknown field products[0].colour',
  ])
})

const refused: [problem: string, value: unknown][] = [
  ['its content must be an object with the lists', []],
  ['products must be a list', { products: {} }],
  ['products[0] must be an object', { products: [[]] }],
  ['products[0].id must be an integer from 1', { products: [{ ...product, id: 2 ** 53 }] }],
  ['products[1].id is 1, and so is that of [0]', { products: [product, { ...product, id: '1' }] }],
  ['products[0].productName is missing', { products: [{ ...product, productName: undefined }] }],
  ['products[0].productName must not hold U+0000', { products: [{ ...product, productName: 'a\0' }] }],
  [
    'products[0].productName must not hold U+0000 or a lone',
    { products: [{ ...product, productName: '\ud800' }] },
  ],
  ['products[0].stock must be an integer from 0', { products: [{ ...product, stock: -1 }] }],
  ['products[0].stock must be an integer from 0', { products: [{ ...product, stock: '5' }] }],
  ['products[0].price must be a decimal', { products: [{ ...product, price: 1.005 }] }],
  ['campaignActivities[0].limitCount must be', { campaignActivities: [{ ...activity, limitCount: 1.5 }] }],
  [
    'campaignActivities[0].status must be one of DRAFT',
    { campaignActivities: [{ ...activity, status: 'active' }] },
  ],
  [
    'campaignActivities[0].startDate must be epoch milliseconds',
    { campaignActivities: [{ ...activity, startDate: 1_777_597_200 }] },
  ],
  [
    'campaignActivities[0].endDate must not be before startDate',
    { campaignActivities: [{ ...activity, startDate: '2026-05-02T00:00Z', endDate: '2026-05-01T00:00Z' }] },
  ],
  ['events[0].triggerPayload must be an object', { events: [{ ...SHOP.events[0], triggerPayload: [] }] }],
]

it.each(refused)('refuses with one line: %s', (problem, value) => {
  expect(() => parseSeed(value, 'shop.json')).toThrow(
    expect.objectContaining({
      code: 'SEED_FILE_UNUSABLE',
      message: expect.stringContaining(`seed file shop.json: ${problem}`),
    }),
  )
})

describe('a seed file on disk', () => {
  let folder: string
  const fileOf = async (content: string | Buffer): Promise<string> => {
    const file = join(folder, 'seed.json')
    await writeFile(file, content)
    return file
  }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'axon-seed-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('may begin with a byte order mark', async () => {
    const { seed } = await readSeedFile(await fileOf(`\ufeff${JSON.stringify(SHOP)}`))
    expect(seed.products).toHaveLength(1)
  })

  it.each([
    ['is not JSON', '{"products": [}'],
    ['is not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['products[0].id has too many decimals: 1.00000000000000000001', priced('1.00000000000000000001', '1')],
    [
      'products[0].price has too many decimals: 1.000000000000000000001',
      priced('1', '1.000000000000000000001'),
    ],
    ['products[0].id must be', priced('9007199254740993', '1')],
  ])('is refused if it %s', async (problem, content) => {
    const refusal = expect.objectContaining({
      code: 'SEED_FILE_UNUSABLE',
      message: expect.stringContaining(problem),
    })
    await expect(readSeedFile(await fileOf(content))).rejects.toThrow(refusal)
  })

  it('may hold texts of any length, beside numbers that need a closer look', async () => {
    for (const letter of ['x', '\\"', '한']) {
      const description = letter.repeat(9_000_000 / letter.length)
      const event = `{"id": 1, "name": "구매", "status": "ACTIVE", "triggerType": "PURCHASE"`
      const file = await fileOf(
        `{"events": [${event}, "description": "${description}", "triggerPayload": {"n": 1.50}}]}`,
      )
      const { seed } = await readSeedFile(file)
      expect(seed.events[0]).toMatchObject({ triggerPayload: '{"n":1.50}' })
      expect(seed.events[0]?.description?.length).toBeGreaterThan(4_000_000)
    }
  })

  it('is refused if it does not exist, or is a folder', async () => {
    await expect(readSeedFile(join(folder, 'none.json'))).rejects.toThrow('does not exist')
    await expect(readSeedFile(folder)).rejects.toThrow('is a folder')
  })
})

function priced(id: string, price: string): string {
  return `{"products": [{"id": ${id}, "productName": "\\"1.5\\" 1.001", "stock": 1e0, "price": ${price}}]}`
}

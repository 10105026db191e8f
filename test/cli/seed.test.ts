import { afterEach, beforeEach, expect, it } from 'vitest'
import { click, SHOP } from '../shop.ts'
import { ShopFolder } from './shop-folder.ts'

let folder: ShopFolder
beforeEach(async () => {
  folder = await ShopFolder.create(null)
  await folder.write('shop.json', [SHOP])
  await folder.write('clicks.jsonl', [click(1), click(2)])
})
afterEach(() => folder.remove())

it('twice is once', async () => {
  const counts = (inserted: number, unchanged: number) => ({ inserted, updated: 0, unchanged })
  expect(await folder.json('seed', 'shop.json')).toEqual({
    database: 'sqlite:axon.db',
    file: 'shop.json',
    reset: false,
    products: counts(1, 0),
    campaigns: counts(1, 0),
    campaignActivities: counts(1, 0),
    events: counts(3, 0),
  })
  const before = await folder.status()
  const { code, stdout, stderr } = await folder.axon(['seed', 'shop.json'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toBe(
    'seeded sqlite:axon.db from shop.json\n' +
      '  products   0 inserted, 0 updated, 1 unchanged\n' +
      '  campaigns  0 inserted, 0 updated, 1 unchanged\n' +
      '  activities 0 inserted, 0 updated, 1 unchanged\n' +
      '  events     0 inserted, 0 updated, 3 unchanged\n',
  )
  expect(await folder.status()).toEqual(before)
})

it('keeps what was sold when the stock in the file changes', async () => {
  await folder.seed(SHOP)
  await folder.replay('clicks.jsonl')
  await folder.write('shop.json', [{ ...SHOP, products: [{ ...SHOP.products[0], stock: 150 }] }])
  await folder.json('seed', 'shop.json')
  expect(await folder.status()).toMatchObject({
    products: [{ stock: 148, initialStock: 150, sold: 2 }],
  })
  expect((await folder.axon(['verify'])).code).toBe(0)
})

it('applies a wrong file not at all, and says what is wrong with it and where', async () => {
  const products = [...SHOP.products, { id: 2, productName: '접시', stock: -1, price: 1 }]
  await folder.write('wrong.json', [{ ...SHOP, products }])
  const { code, stdout, stderr } = await folder.axon(['seed', 'wrong.json'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^axon: .*wrong\.json.*products.*stock.*\n$/s)
  expect(await folder.status()).toMatchObject({ products: [], activities: [] })
})

it.each([
  ['no.json', 'axon: seed file no.json does not exist\n'],
  ['.', 'axon: seed file . is a folder\n'],
  ['clicks.jsonl', expect.stringMatching(/^axon: seed file clicks\.jsonl is not JSON: .*\n$/)],
])('refuses the file %s with 2 and one line', async (file, stderr) => {
  expect(await folder.axon(['seed', file])).toEqual({ code: 2, stdout: '', stderr })
})

it('refuses --reset without --yes where nobody can be asked, and leaves all as it was', async () => {
  await folder.seed(SHOP)
  await folder.replay('clicks.jsonl')
  const before = await folder.status()
  expect(await folder.axon(['seed', 'shop.json', '--reset'], { input: 'y\n' })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'axon: --reset empties all tables: add --yes to say that this is meant\n',
  })
  expect(await folder.status()).toEqual(before)
})

it('--reset --yes empties the tables, so that the same file counts again', async () => {
  await folder.seed(SHOP)
  await folder.replay('clicks.jsonl')
  expect(await folder.json('seed', 'shop.json', '--reset', '--yes')).toMatchObject({
    reset: true,
    products: { inserted: 1 },
  })
  expect(await folder.status()).toMatchObject({
    products: [{ stock: 100 }],
    entries: { approved: 0 },
    positions: [],
  })
  expect(await folder.json('replay', 'clicks.jsonl')).toMatchObject({ approved: 2, skipped: 0 })
})

it('without a file loads the bundled shop', async () => {
  const { code, stdout } = await folder.axon(['seed'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^seeded sqlite:axon\.db from .*default\.json\n/)
})

it('reads a shop from standard input', async () => {
  const input = JSON.stringify(SHOP)
  const { code, stdout } = await folder.axon(['seed', '-'], { input })
  expect({ code, stdout }).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^seeded .* from standard input\n/),
  })
  expect(await folder.axon(['seed', '-', '--json'], { input: '{"products": [{}]}' })).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('seed file from standard input: products[0].id is missing'),
  })
  expect(await folder.axon(['seed', '-', '--reset'], { input })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('add --yes'),
  })
})

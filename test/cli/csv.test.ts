import { afterAll, beforeAll, expect, it } from 'vitest'
import { click, SHOP } from '../shop.ts'
import { ShopFolder } from './shop-folder.ts'

const NAMES = ['컵', 'a "b", c', 'two\nlines', '=1+1', '+82', '-5', '@SUM(A1)', '\t=1', '＝1', 'ends\u202e']

let folder: ShopFolder
beforeAll(async () => {
  const products = NAMES.map((productName, index) => ({ ...SHOP.products[0], id: index + 1, productName }))
  folder = await ShopFolder.create({ ...SHOP, products })
  await folder.write('sale.jsonl', [click(1), click(2, { campaignActivityId: 9 }), { '=HYPERLINK("x")': 1 }])
  await folder.replay('sale.jsonl')
})
afterAll(() => folder.remove())

/** By RFC 4180: lines end in CR LF, cells may be quoted. */
function parsed(csv: string): string[][] {
  expect(csv.endsWith('\r\n')).toBe(true)
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}

const csvOf = async (...args: string[]) => {
  const { code, stdout, stderr } = await folder.axon(args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return parsed(stdout)
}

it('writes a list of the status, with the names of its JSON', async () => {
  const [head, ...rows] = await csvOf('status', '--csv', 'products')
  expect(head).toEqual(['id', 'productName', 'stock', 'initialStock', 'sold'])
  expect(rows[0]).toEqual(['1', '컵', '99', '100', '1'])
  expect(rows.map((row) => row[1]).slice(1, 3)).toEqual(['a "b", c', 'two\nlines'])
})

it('keeps spreadsheets from calculating what is a name', async () => {
  const [, ...rows] = await csvOf('status', '--csv', 'products')
  expect(rows.map((row) => row[1]).slice(3)).toEqual([
    "'=1+1",
    "'+82",
    "'-5",
    "'@SUM(A1)",
    "'\t=1",
    "'＝1",
    'ends\\u202e',
  ])
})

it('writes the rejections of an activity by reason', async () => {
  const [head, ...rows] = await csvOf('status', '--csv', 'activities')
  expect(head?.slice(-6)).toContain('LIMIT_REACHED')
  expect(rows[0]).toHaveLength(head?.length ?? 0)
})

it('writes every list', async () => {
  for (const list of ['occurrences', 'dead-letters', 'positions'])
    expect((await csvOf('status', '--csv', list)).length).toBeGreaterThan(1)
})

it('writes dead letters', async () => {
  const [head, ...rows] = await csvOf('dead-letters', 'list', '--csv')
  expect(head).toEqual([
    'id',
    'status',
    'reason',
    'source',
    'partition',
    'offset',
    'createdAt',
    'payloadBytes',
    'error',
  ])
  expect(rows.map((row) => row[2])).toEqual(['UNKNOWN_ACTIVITY', 'INVALID_MESSAGE'])
})

it.each([
  ['status --csv products --json', /--csv.* cannot be used with option '--json|--json.* cannot be used with/],
  ['status --csv shops', /Allowed choices are products, activities, occurrences, dead-letters, positions/],
])('refuses axon %s', async (line, says) => {
  const { code, stderr } = await folder.axon(line.split(' '))
  expect(code).toBe(2)
  expect(stderr).toMatch(says)
})

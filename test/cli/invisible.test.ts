import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INVISIBLE } from '../../src/domain/invisible.ts'
import { click, SHOP } from '../shop.ts'
import { ShopFolder } from './shop-folder.ts'

/** One of each kind: what terminals obey, what turns the direction of text, what has no width, fillers, tags, selectors. */
const HOSTILE = [
  '\u001b[31m',
  '\u009b31m',
  '\u0007',
  '\u0085',
  '\u00ad',
  '\u034f',
  '\u061c',
  '\u115f',
  '\u17b4',
  '\u180e',
  '\u200b',
  '\u200d',
  '\u200f',
  '\u2028',
  '\u202e',
  '\u2060',
  '\u2066',
  '\u2800',
  '\u3164',
  '\ufe0f',
  '\ufeff',
  '\uffa0',
  '\ufff9',
  '\u{1d173}',
  '\u{e0041}',
  '\u{e0100}',
]
const hostile = (name: string): string => `${name}${HOSTILE.map((part) => `x${part}`).join('')}`

const shop = {
  products: [{ ...SHOP.products[0], productName: hostile('머그컵') }],
  campaigns: [{ ...SHOP.campaigns[0], name: hostile('봄') }],
  campaignActivities: [{ ...SHOP.campaignActivities[0], name: hostile('선착순') }],
  events: SHOP.events.map((event) => ({ ...event, name: hostile('구매') })),
}
const FILE = 'sale\u202egnp.\u200bjsonl'

let folder: ShopFolder
beforeAll(async () => {
  folder = await ShopFolder.create(null)
  await folder.write('shop.json', [shop])
  await folder.write(FILE, [
    click(1),
    click(2, { campaignActivityType: hostile('FIRST') }),
    { triggerType: hostile('구매'), userId: 1, occurredAt: '2026-05-01T10:00:00Z' },
    { triggerType: 'LOGIN_SUCCESS', userId: 3, context: { [hostile('a')]: hostile('b') } },
    hostile('no JSON'),
    `\ufeff${hostile('')}`,
  ])
})
afterAll(() => folder.remove())

const COMMANDS = [
  'seed shop.json',
  'replay FILE',
  'replay FILE --from-start',
  'status',
  'status --activity 1',
  'explain --activity 1 --user 1',
  'explain --activity 1 --user 77',
  'verify --digest',
  'dead-letters list --all',
  'dead-letters show 1',
  'dead-letters show 2',
  'dead-letters show 3',
  'dead-letters export --all',
  'dead-letters retry',
  'replay FILE.gz',
  'replay FILE --FILE',
  'FILE',
  'seed FILE',
  'status --database sqlite:no/FILE/axon.db',
  'dead-letters list --source FILE',
]

/** Line feeds apart, which lines need. */
const seenIn = (text: string): string[] =>
  [...text.replaceAll('\n', '').matchAll(INVISIBLE)].map(
    ([found]) => `U+${found.codePointAt(0)?.toString(16)}`,
  )

describe.each([[''], [' --json']])('invisible characters of names, types, bytes and paths%s', (json) => {
  it.each(COMMANDS)('are shown as such, or escaped: axon %s', async (line) => {
    if (json && line.includes('export')) return
    const args = `${line}${json}`.split(' ').map((arg) => arg.replace('FILE', FILE))
    const { stdout, stderr } = await folder.axon(args)
    expect(stdout + stderr).not.toBe('')
    expect(seenIn(stdout)).toEqual([])
    expect(seenIn(stderr)).toEqual([])
  })
})

it('names are whole in JSON', async () => {
  const { products } = await folder.json<{ products: { productName: string }[] }>('status')
  expect(products[0]?.productName).toBe(shop.products[0]?.productName)
  const { source } = await folder.json('replay', FILE)
  expect(source).toBe(`file:${join(folder.path, FILE)}`)
})

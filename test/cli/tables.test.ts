import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cellWidth } from '../../src/dashboard/text/cell-width.ts'
import { click, SHOP } from '../shop.ts'
import { ShopFolder } from './shop-folder.ts'

const LONG = '한정판 새벽 산책 머그컵과 캠핑 랜턴 선물 꾸러미 '.repeat(6).trim()
const STOCK = 1_234_567

const shop = {
  ...SHOP,
  products: [
    { ...SHOP.products[0], productName: LONG, stock: STOCK },
    { ...SHOP.products[0], id: 2, productName: '컵', stock: 98_765 },
  ],
  campaignActivities: [
    { ...SHOP.campaignActivities[0], name: LONG, limitCount: 2 },
    { ...SHOP.campaignActivities[0], id: 2, name: '짧은 이름', limitCount: 7_654_321 },
  ],
  events: SHOP.events.map((event) => ({ ...event, name: LONG })),
}
const FILE = `${'a-long-name-of-a-file-'.repeat(5)}.jsonl`

let folder: ShopFolder
beforeAll(async () => {
  folder = await ShopFolder.create(shop)
  await folder.write(FILE, [
    ...Array.from({ length: 12 }, (_, index) => click(index + 1)),
    click(1, { campaignActivityId: 99 }),
    { triggerType: '가나다라'.repeat(10), occurredAt: '2026-05-01T10:00:00Z' },
    { no: LONG },
    { triggerType: 'LOGIN_SUCCESS', userId: 3, occurredAt: '2026-05-01T10:00:00Z' },
  ])
  await folder.replay(FILE)
})
afterAll(() => folder.remove())

const shown = async (line: string, columns: number): Promise<string> => {
  const { stdout } = await folder.axon(line.split(' '), { env: { COLUMNS: String(columns) } })
  return stdout
}

describe.each([60, 80, 100, 132, 200])('in %d columns', (columns) => {
  it.each(['status', 'dead-letters list', 'status --activity 1'])('axon %s fits', async (line) => {
    const text = await shown(line, columns)
    for (const shownLine of text.split('\n'))
      expect(cellWidth(shownLine), shownLine).toBeLessThanOrEqual(columns)
  })

  it('numbers are whole, whatever else is cut', async () => {
    const text = await shown('status', columns)
    for (const number of ['stock 1,234,565 of 1,234,567', '2 of 2', '10 rejected', '7,654,321'])
      expect(text.replace(' approved of', ' of')).toContain(number)
    expect(text).toMatch(/한정판[^│]*…/)
    expect(text).toContain('짧은 이름')
  })

  it('the summary of a replay goes on below its beginning', async () => {
    const text = await shown(`replay ${FILE} --from-start`, columns)
    for (const line of text.split('\n')) expect(cellWidth(line), line).toBeLessThanOrEqual(columns)
    expect(text).toMatch(/^10 {2}rejected: LIMIT_REACHED 10$/m)
    expect(text.replace(/\n +/g, ' ')).toContain('UNKNOWN_ACTIVITY 1, UNSUPPORTED_TRIGGER_TYPE 1')
  })
})

it('names what there is no room for', async () => {
  expect(await shown('status', 80)).toMatch(/\n\nNo room for: reasons, period\.\n$/)
  expect(await shown('status', 1_000)).not.toContain('No room for')
})

it('is as wide as it needs to be where nobody says how wide that is', async () => {
  const { stdout } = await folder.axon(['status'])
  expect(stdout).toContain(`│ 1  │ ${LONG} `)
  expect(stdout).not.toContain('…')
  expect((await shown('status', 0)).length).toBe(stdout.length)
})

it('shows as many rows of each list as are asked for, and how many there are more', async () => {
  const text = await shown('status --limit 1', 80)
  expect(text).toContain('stock 1,234,565')
  expect(text).not.toContain('98,765')
  expect(text.match(/^… 1 more$/gm)).toHaveLength(3)
})

it('counts the inputs that came once, and lists the others', async () => {
  for (const user of [50, 51])
    await folder.axon(['replay', '-'], { input: `${JSON.stringify(click(user))}\n` })
  const { stdout } = await folder.axon(['status'])
  expect(stdout).toContain(FILE)
  expect(stdout).not.toContain('stdin:')
  expect(stdout).toContain('2 inputs that came once (standard input, HTTP): --json has all')
  const { positions } = await folder.json<{ positions: { source: string }[] }>('status')
  expect(positions.filter(({ source }) => source.startsWith('stdin:'))).toHaveLength(2)
})

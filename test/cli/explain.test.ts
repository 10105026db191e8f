import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { click, SHOP } from '../shop.ts'
import { ShopFolder } from './shop-folder.ts'

const [MUG_SALE] = SHOP.campaignActivities

let folder: ShopFolder
beforeAll(async () => {
  const activity = { ...MUG_SALE, name: '머그컵\u001b[2J', limitCount: 1 }
  folder = await ShopFolder.create({ ...SHOP, campaignActivities: [activity] })
  await folder.write('sale.jsonl', [click(1), click(2), click(1), click(2)])
  await folder.replay('sale.jsonl')
})
afterAll(() => folder.remove())

const explain = (activity: number, user: number) =>
  folder.axon(['explain', '--activity', String(activity), '--user', String(user)])

/** The clock's instants are cut out. */
const withoutClock = (text: string) => text.replace(/processed .*/, 'processed …')

it('tells why a user was approved', async () => {
  const { code, stdout, stderr } = await explain(1, 1)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const file = `file:${join(folder.path, 'sale.jsonl')}`
  expect(withoutClock(stdout)).toBe(
    `\
User 1, 머그컵·[2J (activity 1): approved as number 1: 0 were approved before (the limit is now 1) and stock was 100, enough for 1.

  requested   2026-05-01T01:00:00.000Z
  processed …
  wanted      1 × 한정판 머그컵 (product 1) at 19,900
  position    ${file}, line 1
  seen then   stock 100, 0 approved
  now         stock 99, 1 approved, limit 1, ACTIVE
  occurrence  1: PURCHASE under event 1 구매, 2026-05-01T01:00:00.000Z, {"campaignActivityId":1,"productId":1,"quantity":1}

Later requests of this user: 1
  2026-05-01T01:00:00.000Z  duplicate  ${file}, line 3
`,
  )
})

it('tells why a user was rejected, and that the last request decided', async () => {
  const { stdout } = await explain(1, 2)
  expect(stdout).toContain(
    'rejected because the limit was reached: 1 was approved before (the limit is now 1).',
  )
  expect(stdout).toContain('(the first request; it was decided again since)')
  expect(stdout).toMatch(/rejected LIMIT_REACHED \(the decision above\) {2}file:.*, line 4\n$/)
})

it('prints the same as one JSON object, with instants as text', async () => {
  expect(await folder.json('explain', '--activity', '1', '--user', '2')).toMatchObject({
    outcome: 'rejected',
    rejectReason: 'LIMIT_REACHED',
    sequence: null,
    requestedAt: '2026-05-01T01:00:00.000Z',
    position: { source: `file:${join(folder.path, 'sale.jsonl')}`, partition: 0, offset: 4 },
    seen: { stock: 99, approved: 1 },
    activity: { id: 1, limitCount: 1, startDate: null },
    product: { id: 1, name: '한정판 머그컵', stock: 99 },
    occurrence: null,
    laterRequests: [{ requestedAt: '2026-05-01T01:00:00.000Z', outcome: 'rejected', decided: true }],
  })
})

it('says of a user who never asked that there is nothing to explain', async () => {
  expect(await explain(1, 3)).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'axon: user 3 has no entry in campaign activity 1 (머그컵·[2J): no request of this user was approved or rejected there\n',
  })
})

it('says that the activity does not exist', async () => {
  expect(await explain(2, 1)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'axon: campaign activity 2 does not exist: `axon status` shows all\n',
  })
})

it('needs an activity and a user', async () => {
  const { code, stderr } = await folder.axon(['explain', '--activity', '1'])
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: "axon: required option '--user <id>' not specified\n(axon explain --help shows how it is used)\n",
  })
})

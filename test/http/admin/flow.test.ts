import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BatchWriter } from '../../../src/pipeline/commit/batch-writer.ts'
import { databases } from '../../databases.ts'
import { click, SHOP } from '../../shop.ts'
import { sliceOf } from '../../slice-of.ts'
import { ORIGIN, PageOfSite, saveDefinition, seen } from '../page-of-site.ts'
import { withService } from '../shop-service.ts'
import { CurlOperator } from './curl-operator.ts'
import { ADMIN, keyOf } from './operator.ts'

/** One piece for sale, in an activity whose name a spreadsheet would calculate. */
const LAST_PIECE = {
  ...SHOP,
  products: [{ ...SHOP.products[0], stock: 1 }],
  campaignActivities: [{ ...SHOP.campaignActivities[0], name: '=1+1' }],
}
/** A message that waits for an activity which comes later. */
const TOO_EARLY = click(30, { campaignActivityId: 77 })
const BUY = {
  all: [
    { field: 'url.path', op: 'glob', value: '/products/*' },
    { field: 'element.text', op: 'equals', value: '구매' },
  ],
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-flow-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.each(databases)('on $name', ({ name, create }) => {
  it('what the pages do, two people do with curl and keys: from a definition to the log of all of it', () =>
    withService(
      create,
      LAST_PIECE,
      async (service) => {
        const [kim, lee] = [
          new CurlOperator(service, (await keyOf(service, 'admin', 'kim')).key),
          new CurlOperator(service, (await keyOf(service, 'admin', 'lee')).key),
        ]
        const post = (path: string, body: object = {}) => kim.ask('POST', `/admin/v1/${path}`, { body })
        const get = (path: string) => kim.ask('GET', `/admin/v1/${path}`)

        // What visitors did in the last hour.
        await saveDefinition(service.database, { id: 10, triggerType: 'CLICK' })
        const page = await PageOfSite.of(service)
        const clicks = ['구매', '구매', '장바구니'].map((text) => seen({ element: { tag: 'button', text } }))
        expect((await page.send(clicks)).status).toBe(202)

        const draft = {
          name: '구매 버튼',
          status: 'ACTIVE',
          triggerType: 'CLICK',
          triggerPayload: { when: BUY },
        }
        const happening = { url: `${ORIGIN}/products/7`, click: 'button.buy', text: '구매' }
        expect(await post('events/preview', { definition: draft, happening, recent: true })).toMatchObject({
          status: 200,
          body: {
            errors: [],
            happening: { matched: true, why: [{ passed: true }, { passed: true }] },
            recent: { looked: 3, matched: 2 },
          },
        })

        const made = await post('events', draft)
        expect(made).toMatchObject({ status: 201, body: { revision: 1 } })
        const event = made.headers.get('location')!
        const { id } = made.body

        // Pages of the shop are told of it, and what they see of it is taken.
        const definitions = async (): Promise<number[]> => {
          const { body } = await service.ask('GET', `/v1/events/active?site=${page.site.key}`)
          return body.definitions.map((definition: { readonly id: number }) => definition.id)
        }
        const press = async (revision: number) => {
          const pressed = seen({ eventId: id, revision, element: { tag: 'button', text: '구매' } })
          return (await page.send([pressed])).body.items[0]
        }
        await expect.poll(definitions).toContain(id)
        expect(await press(1)).toMatchObject({ outcome: 'accepted' })

        // Both have seen revision 1; who is later is shown both versions.
        const [mine, theirs] = [await kim.ask('GET', event), await lee.ask('GET', event)]
        const put = (operator: CurlOperator, seenBy: typeof mine, newName: string, etag: string) =>
          operator.ask('PUT', event, {
            body: { ...seenBy.body, name: newName },
            headers: { 'if-match': etag },
          })
        const etags = [mine, theirs].map(({ headers }) => headers.get('etag')!)
        expect(etags).toEqual(['"1"', '"1"'])
        expect(await put(lee, theirs, '구매', etags[1]!)).toMatchObject({
          status: 200,
          body: { revision: 2 },
        })
        const late = await put(kim, mine, '사기', etags[0]!)
        expect(late).toMatchObject({
          status: 412,
          body: { yours: { name: '사기' }, theirs: { name: '구매', revision: 2 }, etag: '"2"' },
        })
        expect(await put(kim, mine, late.body.yours.name, late.body.etag)).toMatchObject({ status: 200 })
        const { items } = (await kim.ask('GET', `${event}/revisions`)).body
        expect(items.map(({ definition }: { readonly definition: object }) => definition)).toMatchObject([
          { name: '사기' },
          { name: '구매' },
          { name: '구매 버튼' },
        ])

        const restored = await kim.ask('POST', `${event}/revisions/1/restore`, {
          headers: { 'if-match': '"3"' },
        })
        expect(restored).toMatchObject({ status: 200, body: { revision: 4, name: '구매 버튼' } })
        expect(await press(4)).toMatchObject({ outcome: 'accepted' })
        expect(await kim.ask('POST', `${event}/deactivate`)).toMatchObject({
          status: 200,
          body: { revision: 5, status: 'INACTIVE' },
        })
        await expect.poll(definitions).not.toContain(id)
        await expect.poll(() => press(4)).toMatchObject({ outcome: 'refused', reason: 'INACTIVE_EVENT' })

        // A sale that is sold out, and goes on.
        expect((await service.enter(41)).status).toBe(201)
        expect((await service.enter(1_042)).status).toBe(409)
        expect((await get('entries?userId=1042')).body.items).toMatchObject([{ status: 'REJECTED' }])
        expect((await get('entries/1/1042')).body).toMatchObject({
          outcome: 'rejected',
          rejectReason: 'OUT_OF_STOCK',
          why: expect.any(String),
          seen: { stock: 0 },
          receipt: expect.any(String),
        })
        expect(await post('products/1/restock', { difference: 10 })).toMatchObject({
          status: 200,
          body: { stock: 11, left: 10, sold: 1 },
        })
        const statuses: number[] = []
        for (let user = 2_001; user <= 2_011; user += 1) statuses.push((await service.enter(user)).status)
        expect(statuses).toEqual([...Array.from({ length: 10 }, () => 201), 409])

        await new BatchWriter(service.database, { retries: 5 }).write([
          { ...sliceOf([TOO_EARLY]), messageKind: null },
        ])
        const [letter] = (await get('dead-letters?status=PENDING')).body.items
        expect(letter).toMatchObject({ reason: 'UNKNOWN_ACTIVITY' })
        const activity = { ...LAST_PIECE.campaignActivities[0], id: 77, name: '둘째 판' }
        expect((await post('activities', activity)).status).toBe(201)
        expect((await post('dead-letters/retry', { ids: [letter.id] })).body).toMatchObject({ retried: 1 })

        const csv = await get('entries.csv?activityId=1')
        const rows = csv.body.trim().split('\r\n').slice(1)
        const users = [41, 1_042, ...Array.from({ length: 11 }, (_, index) => 2_001 + index)]
        expect(rows.map((row: string) => row.split(',').slice(0, 3))).toEqual(
          users.map((user) => ['1', "'=1+1", String(user)]),
        )

        const log = await get('changes?limit=50&q=key:')
        const steps = log.body.items.map(
          ({ changedBy, action, subject, subjectId }: Record<string, unknown>) =>
            `${String(changedBy).split(':').at(-1)} ${action} ${subject} ${subjectId ?? ''}`.trim(),
        )
        expect(steps.toReversed()).toEqual([
          `kim create event ${id}`,
          `lee update event ${id}`,
          `kim update event ${id}`,
          `kim update event ${id}`,
          `kim update event ${id}`,
          'kim update product 1',
          'kim create campaign_activity 77',
          'kim retry dead_letters',
          'kim export entries',
        ])
      },
      { ...ADMIN, behaviorLog: { kind: 'file', folder: join(folder, name) } },
    ))
})

import { sql } from 'drizzle-orm/sql'
import { describe, it } from 'vitest'
import { checkReceipt } from '../../src/operations/receipts/check-receipt.ts'
import { proveReceipt } from '../../src/operations/receipts/prove-receipt.ts'
import { publicKeysOf } from '../../src/operations/receipts/receipt-keys.ts'
import { verify } from '../../src/operations/verify.ts'
import { databases } from '../databases.ts'
import { SHOP } from '../shop.ts'
import { keyOf } from './admin/operator.ts'
import { type Reply, type ShopService, withService } from './shop-service.ts'

const activity = (more: object) => ({
  ...SHOP,
  campaignActivities: [{ ...SHOP.campaignActivities[0], ...more }],
})

/** What a user hears in the end, who asks again as long as he is told to: where the machine does much at once, that may be. */
async function decided(service: ShopService, user: number): Promise<Reply> {
  for (;;) {
    const reply = await service.enter(user)
    if (reply.status !== 202 && reply.status !== 503) return reply
  }
}

const stateOf = async (service: ShopService) => (await service.ask('GET', '/v1/activities/1')).body.state

// Each has a database of its own; those that ask a lot run alone, so that nobody waits for too long.
describe.concurrent.each(databases)('entries over HTTP on $name', ({ create }) => {
  it('answers the first with 201, the same user again with 200 and the same entry, and shows it', ({
    expect,
  }) =>
    withService(create, SHOP, async (service) => {
      const first = await service.enter(42)
      expect(first).toMatchObject({
        status: 201,
        body: { outcome: 'approved', activityId: 1, userId: 42, quantity: 1, price: 19_900, sequence: 1 },
      })
      expect(first.headers.get('location')).toBe('/v1/activities/1/entries/me')
      const again = await service.enter(42)
      expect(again).toMatchObject({
        status: 200,
        body: { ...first.body, outcome: 'duplicate', receipt: expect.stringMatching(/^axr1\./) },
      })
      const own = await service.ask('GET', '/v1/activities/1/entries/me', { user: 42 })
      expect(own).toMatchObject({
        status: 200,
        body: { ...first.body, receipt: expect.stringMatching(/^axr1\./) },
      })
      const unchanged = await service.ask('GET', '/v1/activities/1/entries/me', {
        user: 42,
        headers: { 'if-none-match': own.headers.get('etag') ?? '' },
      })
      expect(unchanged.status).toBe(304)
      const other = await service.ask('GET', '/v1/activities/1/entries/me', { user: 43 })
      expect(other).toMatchObject({ status: 404, body: { code: 'NO_ENTRY' } })
    }))

  it.sequential('sells 100 pieces to 100 of 300 users at once, and tells the others why not', ({ expect }) =>
    withService(create, SHOP, async (service) => {
      const replies = await Promise.all(
        Array.from({ length: 300 }, (_, index) => decided(service, index + 1)),
      )
      const approved = replies.filter(({ status }) => status < 300)
      expect(approved.map(({ body }) => body.sequence).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 100 }, (_, index) => index + 1),
      )
      const rejected = replies.filter(({ status }) => status === 409)
      expect(rejected).toHaveLength(200)
      expect(rejected[0]?.headers.get('content-type')).toContain('application/problem+json')
      expect(rejected[0]?.body).toMatchObject({
        code: 'REJECTED',
        outcome: 'rejected',
        reason: 'LIMIT_REACHED',
        sequence: null,
      })
      expect(await verify(service.database)).toMatchObject({ holds: true })
    }))

  it.sequential('gives 1 000 requests of one user at once one approval, and all of them its sequence', ({
    expect,
  }) =>
    withService(create, SHOP, async (service) => {
      const replies = await Promise.all(Array.from({ length: 1_000 }, () => decided(service, 7)))
      const others = replies.filter(({ status }) => status !== 200)
      // None, if the one that was approved was heard of later than it waited.
      expect(others.length).toBeLessThanOrEqual(1)
      for (const { status, body } of others) expect([status, body.outcome]).toEqual([201, 'approved'])
      expect(new Set(replies.map(({ body }) => body.sequence))).toEqual(new Set([1]))
      expect(await verify(service.database)).toMatchObject({ holds: true })
    }))

  it.sequential('refuses some of them where users are limited, and tells none another truth', ({ expect }) =>
    withService(
      create,
      SHOP,
      async (service) => {
        const replies = await Promise.all(Array.from({ length: 200 }, () => service.enter(7)))
        const limited = replies.filter(({ status }) => status === 429)
        expect(limited.length).toBeGreaterThan(0)
        expect(limited.length).toBeLessThan(replies.length)
        expect(Number(limited[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
        const others = replies.filter(({ status }) => status !== 429)
        expect(others.filter(({ status }) => status === 201)).toHaveLength(1)
        expect(new Set(others.map(({ body }) => body.sequence))).toEqual(new Set([1]))
      },
      { limitUser: { perSecond: 0.1, burst: 10 } },
    ))

  it.sequential('stores nothing of early clicks, and decides the first after the opening', ({ expect }) =>
    withService(
      create,
      activity({ startDate: new Date(Date.now() + 3_600_000).toISOString() }),
      async (service) => {
        const { database } = service
        expect(await service.enter(1)).toMatchObject({
          status: 409,
          body: {
            recorded: false,
            state: 'upcoming',
            reason: 'OUTSIDE_PERIOD',
            opensAt: expect.any(String),
          },
        })
        const opensAt = Date.now() + 1_000
        await database.query(
          sql`UPDATE campaign_activities SET start_date = ${database.dialect.instant(opensAt)}`,
        )
        for (let user = 1; Date.now() < opensAt; user += 1) {
          const { status } = await service.enter(user)
          // What came back before the opening was early for certain; the last may have arrived after it.
          if (Date.now() < opensAt) expect(status).toBe(409)
        }
        await expect.poll(async () => (await service.enter(1)).status).toBeLessThan(202)
        const stored = await database.query<{ requested: number; user: number }>(sql`
        SELECT user_id AS "user", ${database.dialect.epochMs(sql`requested_at`)} AS requested
        FROM campaign_activity_entries`)
        expect(stored.map((entry) => entry.user)).toContain(1)
        for (const { requested } of stored) expect(requested).toBeGreaterThanOrEqual(opensAt)
      },
    ))

  it('tells who was approved so after the end, and nobody else', ({ expect }) =>
    withService(create, SHOP, async (service) => {
      await service.enter(1)
      await service.database.query(sql`UPDATE campaign_activities SET status = 'ENDED'`)
      await expect.poll(() => stateOf(service)).toBe('ended')
      expect(await service.enter(1)).toMatchObject({
        status: 200,
        body: { outcome: 'duplicate', sequence: 1 },
      })
      expect(await service.enter(2)).toMatchObject({
        status: 409,
        body: { recorded: false, state: 'ended', reason: 'ACTIVITY_NOT_ACTIVE' },
      })
    }))

  it('takes as much at once as the activity allows', ({ expect }) =>
    withService(create, activity({ maxQuantity: 3 }), async (service) => {
      expect(await service.enter(1, { quantity: 3 })).toMatchObject({ status: 201, body: { quantity: 3 } })
      expect(await service.enter(2, { quantity: 4 })).toMatchObject({
        status: 422,
        body: { code: 'QUANTITY_TOO_LARGE', errors: [{ field: 'quantity' }] },
      })
      expect(await service.enter(3, { productId: 99 })).toMatchObject({
        status: 422,
        body: { code: 'UNKNOWN_PRODUCT', errors: [{ field: 'productId' }] },
      })
    }))

  it('lets no activity without a product be entered, and knows no drafts', ({ expect }) =>
    withService(create, activity({ productId: null }), async (service) => {
      expect(await service.enter(1)).toMatchObject({ status: 422, body: { code: 'NO_PRODUCT' } })
      await service.database.query(sql`UPDATE campaign_activities SET status = 'DRAFT'`)
      await expect.poll(() => stateOf(service)).toBeUndefined()
      expect(await service.enter(1)).toMatchObject({ status: 404, body: { code: 'UNKNOWN_ACTIVITY' } })
      expect(await service.ask('GET', '/v1/activities/1')).toMatchObject({ status: 404 })
      expect(await service.ask('GET', '/v1/activities/99')).toMatchObject({ status: 404 })
    }))

  it('says that nothing was taken, logs it and counts it, if the shop knows no purchase event', ({
    expect,
  }) =>
    withService(create, { ...SHOP, events: [] }, async (service) => {
      const reply = await service.enter(1)
      expect(reply).toMatchObject({ status: 503, body: { code: 'NOT_TAKEN', state: 'not_taken' } })
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(service.lines).toContainEqual(
        expect.objectContaining({ event: 'shop-fault', reason: 'NO_ACTIVE_EVENT' }),
      )
      const metrics = await (await fetch(`${service.metricsUrl}/metrics`)).text()
      expect(metrics).toContain('axon_shop_faults_total{reason="NO_ACTIVE_EVENT"} 1')
      expect(await service.database.query(sql`SELECT 1 FROM dead_letters`)).toEqual([])
    }))

  it("lets a shop's server ask for its users, by a key of that role alone", ({ expect }) =>
    withService(create, SHOP, async (service) => {
      const [shop, viewer] = [await keyOf(service, 'business'), await keyOf(service, 'viewer')]
      const post = (key: string, path: string, body: object) =>
        service.ask('POST', path, { headers: { authorization: `Bearer ${key}` }, body: JSON.stringify(body) })
      const enter = (key: string, body: object) => post(key, '/v1/activities/1/entries', body)
      expect(await enter(shop.key, { userId: 5 })).toMatchObject({ status: 201, body: { userId: 5 } })
      expect(await enter(shop.key, {})).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'userId' }] },
      })
      expect(await enter(viewer.key, { userId: 5 })).toMatchObject({
        status: 403,
        body: { code: 'FORBIDDEN' },
      })
      const items = [
        { messageId: 'a', triggerType: 'LOGIN_SUCCESS', userId: 5, context: { exact: 1 } },
        { messageId: 'a', triggerType: 'LOGIN_SUCCESS', userId: 5 },
        { messageId: 'b', triggerType: 'NO_SUCH_TYPE', userId: 5 },
      ]
      expect(await post(shop.key, '/v1/business-events', { items })).toMatchObject({
        status: 200,
        body: {
          items: [
            { messageId: 'a', outcome: 'recorded' },
            { messageId: 'a', outcome: 'duplicate' },
            { messageId: 'b', outcome: 'refused', reason: 'UNSUPPORTED_TRIGGER_TYPE' },
          ],
        },
      })
      const command = { messageId: 'c', campaignActivityType: 'X', campaignActivityId: 1, userId: 1 }
      expect(await post(shop.key, '/v1/business-events', { items: [command] })).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'items[0].campaignActivityType' }] },
      })
      expect(
        await post(shop.key, '/v1/business-events', { items: [{ triggerType: 'SIGNUP' }] }),
      ).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'items[0].messageId' }] },
      })
    }))

  it('keeps the exact numbers of a context', ({ expect }) =>
    withService(create, SHOP, async (service) => {
      const { key } = await keyOf(service, 'business')
      const item =
        '{"messageId":"a","triggerType":"LOGIN_SUCCESS","userId":1,"context":{"n":12345678901234567890}}'
      // What no database can store, of another item.
      const odd = '{"messageId":"b","triggerType":"SIGNUP","userId":2,"pageUrl":"\\u00001"}'
      const body = `{"items":[${item},${odd}]}`
      const answer = await service.ask('POST', '/v1/business-events', {
        headers: { authorization: `Bearer ${key}` },
        body,
      })
      expect(answer.body.items).toMatchObject([
        { outcome: 'recorded' },
        { outcome: 'refused', reason: 'INVALID_MESSAGE', detail: expect.stringContaining('pageUrl') },
      ])
      const [row] = await service.database.query<{ context: string }>(sql`
        SELECT CAST(event_context AS text) AS context FROM event_occurrences`)
      expect(row?.context).toContain('12345678901234567890')
    }))

  it('gives a receipt for what it says, which anyone can check', ({ expect }) =>
    withService(create, SHOP, async (service) => {
      const told = [await service.enter(1), await service.enter(1)]
      const keys = publicKeysOf(JSON.stringify((await service.ask('GET', '/v1/receipt-keys')).body))
      for (const { body } of told) {
        const checked = checkReceipt(body.receipt, keys ?? new Map())
        expect(checked).toMatchObject({ receipt: { userId: 1, outcome: body.outcome, sequence: 1 } })
        if (!('receipt' in checked)) continue
        expect(await proveReceipt(service.database, checked.receipt)).toEqual({ differences: [], note: null })
      }
    }))

  it('waits for a decision if it is asked to', ({ expect }) =>
    withService(create, SHOP, async (service) => {
      const waiting = service.ask('GET', '/v1/activities/1/entries/me?wait=20', { user: 9 })
      await service.enter(9)
      expect(await waiting).toMatchObject({ status: 200, body: { outcome: 'approved' } })
    }))
})

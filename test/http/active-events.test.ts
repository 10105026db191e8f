import { sql } from 'drizzle-orm/sql'
import { describe, expect, it } from 'vitest'
import { addSite } from '../../src/operations/sites/add-site.ts'
import type { Site } from '../../src/reads/identity/sites.ts'
import { databases } from '../databases.ts'
import { SHOP } from '../shop.ts'
import { type PutEvent, putEvents } from './put-event.ts'
import { type Reply, type ShopService, tokenOf, withService } from './shop-service.ts'

const ORIGIN = 'https://shop.example'
const AUTHOR = { by: 'test', atMs: Date.now() }
const HOUR_MS = 3_600_000

class Shop {
  readonly service: ShopService
  readonly site: Site
  readonly other: Site

  constructor(service: ShopService, site: Site, other: Site) {
    this.service = service
    this.site = site
    this.other = other
  }

  put(...events: PutEvent[]): Promise<void> {
    return putEvents(this.service.database, events)
  }

  get(more: Parameters<ShopService['ask']>[2] = {}, key = this.site.key): Promise<Reply> {
    return this.service.ask('GET', `/v1/events/active?site=${key}`, more)
  }

  async ids(more: Parameters<ShopService['ask']>[2] = {}, key = this.site.key): Promise<number[]> {
    const { status, body } = await this.get(more, key)
    expect(status, JSON.stringify(body)).toBe(200)
    return body.definitions.map(({ id }: { id: number }) => id)
  }
}

describe.each(databases)('which definitions apply, on $name', ({ create }) => {
  const withSites = (work: (shop: Shop) => Promise<void>) =>
    withService(create, SHOP, async (service) => {
      const site = await addSite(service.database, { name: 'shop', origins: [ORIGIN] }, AUTHOR)
      const other = await addSite(
        service.database,
        { name: 'other', origins: ['https://other.example'] },
        AUTHOR,
      )
      await work(new Shop(service, site!, other!))
    })

  it('gives a page the definitions of its site and of all sites, and nothing of whom they are for', () =>
    withSites(async (shop) => {
      const when = { field: 'url.path', op: 'equals', value: '/상품' }
      const audience = { field: 'attribute.grade', op: 'equals', value: 'secret-grade' }
      await shop.put(
        { id: 11, name: '상품 보기', triggerPayload: { when, fire: 'ONCE_PER_PAGE', color: 'red' } },
        { id: 12, siteId: shop.site.id, triggerType: 'CLICK', triggerPayload: { sampleRate: 0.5 } },
        { id: 13, siteId: shop.other.id },
        { id: 14, status: 'INACTIVE' },
        { id: 15, triggerPayload: { audience, activityId: 1, routing: 'hash' } },
      )
      const reply = await shop.get({ user: 7 })
      expect(reply).toMatchObject({
        status: 200,
        body: {
          refreshAfterMs: 10_000,
          empty: false,
          definitions: [
            { id: 11, name: '상품 보기', revision: 1, triggerType: 'PAGE_VIEW', when, fire: 'ONCE_PER_PAGE' },
            { id: 12, name: 'event 12', revision: 1, triggerType: 'CLICK', sampleRate: 0.5 },
          ],
        },
      })
      expect(Object.keys(reply.body.definitions[1])).toEqual([
        ...['id', 'name', 'revision', 'triggerType', 'sampleRate'],
      ])
      expect(await shop.ids({}, shop.other.key)).toEqual([11, 13])
      const authorization = `Bearer ${await tokenOf(7, { claims: { grade: 'secret-grade' } })}`
      const gold = await shop.get({ headers: { authorization } })
      expect(gold.body.definitions).toHaveLength(3)
      expect(gold.body.definitions[2]).toMatchObject({ id: 15, routing: 'hash' })
      for (const { body, headers } of [reply, gold]) {
        expect(JSON.stringify([body, [...headers]])).not.toMatch(/audience|grade|secret|activity|rollout/i)
      }
    }))

  it('tells a user by his token, what he did, and a share of all; who has no token is in no audience', () =>
    withSites(async (shop) => {
      const audience = (audience: object) => ({ triggerPayload: { audience } })
      const recently = { field: 'user.lastPurchaseAt', op: 'withinDays', value: 1 }
      await shop.put(
        { id: 11 },
        { id: 12, ...audience(recently) },
        { id: 13, ...audience({ not: recently }) },
        { id: 14, ...audience({ field: 'user.id', op: 'in', value: [1, 2] }) },
        { id: 15, ...audience({ field: 'rollout', op: 'atMost', value: 100 }) },
      )
      expect(await shop.ids()).toEqual([11])
      expect(await shop.ids({ user: 1 })).toEqual([11, 13, 14, 15])
      expect((await shop.service.enter(1)).status).toBe(201)
      expect(await shop.ids({ user: 1 })).toEqual([11, 12, 14, 15])
      expect(await shop.ids({ user: 3 })).toEqual([11, 13, 15])
      const expired = `Bearer ${await tokenOf(1, { expiresIn: -60 })}`
      expect(await shop.get({ headers: { authorization: expired } })).toMatchObject({
        status: 401,
        body: { code: 'TOKEN_EXPIRED' },
      })
    }))

  it('what one process changes, a date that has come and a sale that is over are seen by another', () =>
    withSites(async (shop) => {
      const now = Date.now()
      await shop.put(
        { id: 11 },
        { id: 12, triggerPayload: { activityId: 1 } },
        { id: 13, triggerPayload: { activityId: 99 } },
        { id: 14, startsAt: now + HOUR_MS },
        { id: 15, endsAt: now - 1 },
        { id: 16, startsAt: now - HOUR_MS, endsAt: now + HOUR_MS },
      )
      const same = async () => ({ url: shop.service.databaseUrl, drop: async () => {} })
      await withService(same, SHOP, async (second) => {
        const both = [shop, new Shop(second, shop.site, shop.other)]
        const idsOfBoth = () => Promise.all(both.map((one) => one.ids()))
        const seen = (ids: readonly number[]) =>
          expect.poll(idsOfBoth, { interval: 20, timeout: 10_000 }).toEqual([ids, ids])
        await seen([11, 12, 16])
        const starts = Date.now() + 400
        await shop.put({ id: 11, status: 'INACTIVE' }, { id: 14, startsAt: starts })
        await seen([12, 14, 16])
        expect(Date.now()).toBeGreaterThanOrEqual(starts)
        const { database } = shop.service
        await database.query(sql`UPDATE campaign_activities SET limit_count = 1 WHERE id = 1`)
        expect((await shop.service.enter(1)).status).toBe(201)
        await seen([14, 16])
        await database.query(sql`UPDATE campaign_activities SET limit_count = 2 WHERE id = 1`)
        await seen([12, 14, 16])
        await database.query(sql`UPDATE campaign_activities SET status = 'PAUSED' WHERE id = 1`)
        await seen([14, 16])
      })
    }))

  it('answers 304 while nothing changes for whoever asks, and the same tag for the same content', () =>
    withSites(async (shop) => {
      await shop.put(
        { id: 11 },
        { id: 12, triggerPayload: { audience: { field: 'user.id', op: 'equals', value: 1 } } },
      )
      const [first, second, third] = [
        await shop.get({ user: 1 }),
        await shop.get({ user: 2 }),
        await shop.get(),
      ]
      const etag = first.headers.get('etag')!
      expect(etag).toBe(`"${first.body.version}"`)
      expect(second.headers.get('etag')).not.toBe(etag)
      expect(third.headers.get('etag')).toBe(second.headers.get('etag'))
      expect(first.headers.get('cache-control')).toBe('private, no-cache')
      expect(first.headers.get('vary')).toBe('Authorization, Origin')
      for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
        const again = await shop.get({ user: 1, headers: { 'if-none-match': tag } })
        expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', etag])
      }
      expect((await shop.get({ user: 2, headers: { 'if-none-match': etag } })).status).toBe(200)
      await shop.put({ id: 11, name: '다시' })
      await expect
        .poll(async () => (await shop.get({ user: 1, headers: { 'if-none-match': etag } })).status)
        .toBe(200)
      const none = await shop.get({}, shop.other.key)
      expect(none.body.empty).toBe(false)
      await shop.put({ id: 11, status: 'INACTIVE' })
      await expect.poll(async () => (await shop.get()).body).toMatchObject({ empty: true, definitions: [] })
    }))

  it('is for pages of the site, and for whoever is no page and has its key', () =>
    withSites(async (shop) => {
      const ask = async (key: string, headers: Record<string, string> = {}) => {
        const reply = await shop.get({ headers }, key)
        return [reply.status, reply.body.code ?? 'ok', reply.headers.get('access-control-allow-origin')]
      }
      const { key } = shop.site
      expect(await ask(key)).toEqual([200, 'ok', null])
      expect(await ask(key, { origin: ORIGIN })).toEqual([200, 'ok', ORIGIN])
      expect(await ask(key, { origin: 'https://other.example' })).toEqual([403, 'FOREIGN_ORIGIN', null])
      expect(await ask(key, { origin: 'null' })).toEqual([403, 'FOREIGN_ORIGIN', null])
      expect(await ask('axs_unknown')).toEqual([404, 'UNKNOWN_SITE', null])
      expect(await ask('axs_unknown', { origin: ORIGIN })).toEqual([404, 'UNKNOWN_SITE', ORIGIN])
      expect(await ask('', { origin: ORIGIN })).toEqual([404, 'UNKNOWN_SITE', ORIGIN])
      expect(await shop.service.ask('GET', '/v1/events/active')).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'site', message: 'is required' }] },
      })
      const preflight = await shop.service.ask('OPTIONS', `/v1/events/active?site=${key}`, {
        headers: {
          origin: ORIGIN,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        },
      })
      expect(preflight.status).toBe(204)
      expect(preflight.headers.get('access-control-allow-origin')).toBe(ORIGIN)
      expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization')
    }))
})

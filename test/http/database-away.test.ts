import { expect, it } from 'vitest'
import { PostgresServer } from '../../services/postgres/postgres-server.ts'
import { addSite } from '../../src/operations/sites/add-site.ts'
import { verify } from '../../src/operations/verify.ts'
import { SHOP } from '../shop.ts'
import { putEvents } from './put-event.ts'
import { type ShopService, withService } from './shop-service.ts'

it('takes nothing while Postgres is away, says so truthfully, and goes on when it is back', async () => {
  const server = await PostgresServer.start({ settings: { fsync: 'off' } })
  await withService(
    async () => ({ url: server.url(), drop: async () => {} }),
    SHOP,
    async (service) => {
      expect(await service.enter(1)).toMatchObject({ status: 201, body: { sequence: 1 } })
      const { database } = service
      const site = await addSite(database, { name: 'shop', origins: [] }, { by: 'test', atMs: Date.now() })
      const other = await addSite(database, { name: 'other', origins: [] }, { by: 'test', atMs: Date.now() })
      const buyers = { audience: { field: 'user.lastPurchaseAt', op: 'exists' } }
      await putEvents(database, [
        { id: 11, triggerPayload: { activityId: 1 } },
        { id: 12, siteId: other!.id, triggerPayload: buyers },
      ])
      const definitions = async (key: string, more = {}) =>
        (await service.ask('GET', `/v1/events/active?site=${key}`, more)).status
      expect([await definitions(site!.key), await definitions(other!.key, { user: 1 })]).toEqual([200, 200])
      expect(outages(service)).toEqual([])
      server.crash()
      const refused = await Promise.all([2, 3, 4].map((user) => service.enter(user)))
      for (const reply of refused) {
        expect(reply).toMatchObject({ status: 503, body: { code: 'NOT_TAKEN', state: 'not_taken' } })
        expect(reply.headers.get('retry-after')).toMatch(/^[1-9]$/)
      }
      expect(await service.ask('GET', '/readyz')).toMatchObject({
        status: 503,
        body: { code: 'UNAVAILABLE' },
      })
      expect(await service.ask('GET', '/livez')).toMatchObject({ status: 200 })
      expect(await service.ask('GET', '/v1/activities/1/entries/me', { user: 1 })).toMatchObject({
        status: 503,
      })
      expect(await service.ask('GET', `/v1/events/active?site=${site!.key}`, { user: 1 })).toMatchObject({
        status: 200,
        body: { definitions: [{ id: 11 }] },
      })
      expect([await definitions(other!.key), await definitions(other!.key, { user: 1 })]).toEqual([200, 503])
      expect(await paused(service)).toBe(1)
      await server.resume()
      await expect.poll(async () => (await service.ask('GET', '/readyz')).status).toBe(200)
      expect(await paused(service)).toBe(0)
      expect(await service.enter(5)).toMatchObject({ status: 201, body: { sequence: 2 } })
      expect(await service.enter(1)).toMatchObject({ status: 200, body: { sequence: 1 } })
      expect([...new Set(outages(service))]).toEqual(['database-away', 'database-back'])
      expect(await verify(service.database)).toMatchObject({ holds: true })
    },
    { metricsPort: 0 },
  )
  server.stop()
})

async function paused({ metricsUrl }: ShopService): Promise<number> {
  const text = await (await fetch(`${metricsUrl}/metrics`)).text()
  return Number(/^axon_paused (\d)$/m.exec(text)?.[1])
}

const outages = ({ lines }: ShopService) =>
  lines.map(({ event }) => event).filter((event) => /^database-/.test(String(event)))

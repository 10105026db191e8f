import { sql } from 'drizzle-orm/sql'
import { describe, expect, it } from 'vitest'
import { databases } from '../databases.ts'
import { SHOP } from '../shop.ts'
import { type ShopService, withService } from './shop-service.ts'

/** The events of a stream, as they come. */
async function* eventsOf(response: Response): AsyncGenerator<Record<string, unknown>> {
  let text = ''
  for await (const chunk of response.body!.pipeThrough(
    new TextDecoderStream(),
  ) as unknown as AsyncIterable<string>) {
    text += chunk
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1]
      text = text.slice(end + 2)
      if (data !== undefined) yield JSON.parse(data)
    }
  }
}

const listen = ({ url }: ShopService, activity = 1): Promise<Response> =>
  fetch(`${url}/v1/activities/${activity}/stream`)

describe.each(databases)('activities over HTTP on $name', ({ create }) => {
  it('shows anyone how an activity stands, and answers 304 while nothing changes', () =>
    withService(create, SHOP, async (service) => {
      const shown = await service.ask('GET', '/v1/activities/1')
      expect(shown).toMatchObject({
        status: 200,
        body: {
          ...{ id: 1, name: '머그컵 선착순 100명', state: 'open', opensAt: null, endsAt: null },
          ...{ limit: 100, approved: 0, remaining: 100, pollAfterMs: 1_000 },
        },
      })
      expect(shown.headers.get('cache-control')).toBe('public, max-age=1')
      expect(shown.headers.get('access-control-allow-origin')).toBe('*')
      const tag = { headers: { 'if-none-match': shown.headers.get('etag') ?? '' } }
      expect((await service.ask('GET', '/v1/activities/1', tag)).status).toBe(304)
      await service.enter(1)
      await expect
        .poll(async () => (await service.ask('GET', '/v1/activities/1', tag)).body.remaining)
        .toBe(99)
    }))

  it('tells those who listen of every change, and ends their streams when it stops', async () => {
    const rest = await withService(create, SHOP, async (service) => {
      const events = eventsOf(await listen(service))
      expect((await events.next()).value).toMatchObject({ state: 'open', remaining: 100 })
      await service.enter(1)
      expect((await events.next()).value).toMatchObject({ remaining: 99, approved: 1 })
      await service.database.query(sql`UPDATE campaign_activities SET status = 'PAUSED'`)
      expect((await events.next()).value).toMatchObject({ state: 'paused' })
      return events
    })
    expect(await rest.next()).toMatchObject({ done: true })
  })

  it('opens no more streams than it may, and has room again when one ends', () =>
    withService(
      create,
      SHOP,
      async (service) => {
        const first = await listen(service)
        expect((await listen(service)).status).toBe(503)
        await first.body!.cancel()
        await expect.poll(async () => (await listen(service)).status).toBe(200)
        expect((await listen(service, 99)).status).toBe(503)
        const head = await service.ask('HEAD', '/v1/activities/1/stream')
        expect([head.status, head.headers.get('allow')]).toEqual([405, 'GET, OPTIONS'])
      },
      { maxStreams: 1 },
    ))

  it('is alive and ready', () =>
    withService(create, SHOP, async (service) => {
      expect(await service.ask('GET', '/livez')).toMatchObject({ status: 200, body: { status: 'ok' } })
      expect(await service.ask('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ok' } })
    }))
})

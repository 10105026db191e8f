import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { REAL, type RealAxon, type StoredOccurrence } from '../../shop/real-axon.ts'
import { until } from '../../until.ts'
import type { Visitor } from '../../visitor.ts'

interface Shop {
  readonly axon: RealAxon
  readonly recorded: () => Promise<readonly StoredOccurrence[]>
  readonly views: () => readonly string[]
}

/** The shop's Axon is `axon serve`. */
async function enter(visitor: Visitor): Promise<Shop> {
  const axon = await visitor.withRealAxon()
  const { url } = visitor.site
  return { axon, recorded: () => axon.recorded(url), views: () => axon.viewed(url) }
}

/** Everything that happened before it in this page is stored: `track` with a name that nothing else has. */
async function allStored(visitor: Visitor, { recorded }: Shop): Promise<readonly StoredOccurrence[]> {
  await visitor.run(`axon.track('done')`)
  await until('the last call is stored', async () => {
    await visitor.run('axon.flush()')
    return (await recorded()).some(({ context }) => context.name === 'done')
  })
  return (await recorded()).filter(({ context }) => context.name !== 'done')
}

const LINK = '<a id="to" href="/next">next</a>'

export const realAxon: readonly BrowserCase[] = [
  {
    name: 'axon serve: a press on a link to another page is recorded once, and each page viewed once',
    run: async (visitor) => {
      const shop = await enter(visitor)
      await visitor.open({ body: LINK })
      await until('the landing is viewed', () => shop.views().length > 0)
      await visitor.click('#to')
      await visitor.reach('/next')
      await until('the next page is viewed', () => shop.views().length > 1)
      const [press, ...more] = await allStored(visitor, shop)
      expect(more).toEqual([])
      expect(press).toMatchObject({ eventId: REAL.press, pageUrl: `${visitor.site.url}/`, userId: null })
      expect(shop.views()).toEqual(['/', '/next'])
    },
  },
  {
    name: 'axon serve: two tabs that send one queue, and requests that come twice: one occurrence each',
    run: async (visitor) => {
      const shop = await enter(visitor)
      const twice = `<script>{ const { fetch } = window; window.fetch = (...args) => {
        if (String(args[0]).includes('occurrences')) fetch(...args).catch(() => {})
        return fetch(...args) } }</script>`
      await visitor.open({ before: twice })
      const other = await visitor.anotherTab()
      await other.page.open(`${visitor.site.url}/other`)
      await until('both are viewed', () => shop.views().length >= 2)
      await visitor.run(`for (let number = 1; number <= 5; number += 1) axon.track('hello', { number })`)
      await Promise.all([visitor.run('axon.flush()'), other.run('axon.flush()')])
      const stored = [...(await allStored(visitor, shop)), ...(await allStored(other, shop))]
      const numbers = new Map(stored.map(({ messageId, context }) => [messageId, context.properties?.number]))
      expect([...numbers.values()].sort()).toEqual([1, 2, 3, 4, 5])
      expect([...shop.views()].sort()).toEqual(['/', '/other'])
    },
  },
  {
    name: 'axon serve: users are those of the token, and nobody else gets what was theirs',
    run: async (visitor) => {
      const shop = await enter(visitor)
      const [first, second] = [await shop.axon.tokenOf(7), await shop.axon.tokenOf(8)]
      await visitor.open()
      await until('the landing is viewed', () => shop.views().length > 0)
      const say = (who: string): string => `axon.track('hello', { who: '${who}' }); axon.flush()`
      const arrived = (count: number): Promise<void> =>
        until(`${count} are stored`, async () => {
          await visitor.run('axon.flush()')
          return (await shop.recorded()).length >= count
        })
      await visitor.run(say('nobody'))
      await arrived(1)
      await visitor.run(`axon.identify('${first}'); ${say('first')}`)
      await arrived(2)
      await visitor.run(`axon.reset(); axon.identify('${second}'); ${say('second')}`)
      await arrived(3)
      await visitor.run(`axon.reset(); ${say('nobody else')}`)
      const stored = await allStored(visitor, shop)
      expect(stored.map(({ userId, context }) => [context.properties?.who, userId])).toEqual([
        ['nobody', null],
        ['first', 7],
        ['second', 8],
        ['nobody else', null],
      ])
      expect(stored[3]!.anonymousId).not.toBe(stored[0]!.anonymousId)
    },
  },
  {
    name: 'axon serve: a clock that is two weeks off: recorded when it arrived, and what the browser said is kept',
    run: async (visitor) => {
      const shop = await enter(visitor)
      const offMs = 14 * 86_400_000
      await visitor.open({
        before: `<script>{ const { now } = Date; Date.now = () => now() - ${offMs} }</script>`,
      })
      await until('the landing is viewed', () => shop.views().length > 0)
      const from = Date.now()
      await visitor.run(`axon.track('hello')`)
      const [call] = await allStored(visitor, shop)
      expect(call!.occurredAt).toBe(call!.receivedAt)
      expect(call!.occurredAt).toBeGreaterThanOrEqual(from)
      expect(Math.abs(call!.receivedAt - offMs - call!.sentOccurredAt!)).toBeLessThan(60_000)
    },
  },
  {
    name: 'axon serve: under a strict policy with Trusted Types, with the immutable script and its digest',
    run: async (visitor) => {
      const shop = await enter(visitor)
      const { endpoint } = visitor.site.axon
      const { file, integrity } = visitor.site.manifestOf('axon.js')
      visitor.site.files.set('/shop.js', `if (location.pathname === '/') history.pushState(null, '', '/b')`)
      await visitor.open({
        body: `${LINK}<script src="/shop.js" defer></script>`,
        snippet: { file, integrity },
        headers: {
          'content-security-policy': [
            `default-src 'none'; script-src 'self' ${endpoint}/${file}; connect-src ${endpoint}; img-src data:`,
            `require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'`,
          ].join('; '),
        },
      })
      await until('the route is viewed', () => shop.views().includes('/b'))
      await visitor.click('#to')
      await visitor.reach('/next')
      await until('the next page is viewed', () => shop.views().includes('/next'))
      expect((await shop.recorded()).filter(({ eventId }) => eventId === REAL.press)).toHaveLength(1)
      expect(await visitor.read(`witness.faults`)).toEqual([])
    },
  },
]

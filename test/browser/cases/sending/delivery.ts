import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { at, callOf, clickOn, viewOf } from '../../shop/definitions.ts'
import { until } from '../../until.ts'
import type { Visitor } from '../../visitor.ts'

const BODY = '<button id="buy">buy</button>'
const BUY = clickOn(2, '#buy')
const QUICK_MS = 300
/** What a browser tells a page that somebody looks at again. */
const COMES_BACK = `dispatchEvent(new Event('focus')); document.dispatchEvent(new Event('visibilitychange'))`

/** Definitions were asked for so often. */
const asked = (visitor: Visitor): number => visitor.site.deliveryTokens.length

/** The page has asked for definitions again, twice: the first of the answers was applied before the second was asked for. */
async function askedAgain(visitor: Visitor): Promise<void> {
  const before = asked(visitor)
  await until('definitions are asked for', async () => {
    await visitor.run(COMES_BACK)
    return asked(visitor) >= before + 2
  })
}

export const delivery: readonly BrowserCase[] = [
  {
    name: 'a definition that is added, changed and taken away while a page is open: applied from then on',
    run: async (visitor) => {
      await visitor.arrive({ body: BODY })
      await visitor.click('#buy')
      visitor.define(BUY)
      await askedAgain(visitor)
      await visitor.click('#buy')
      visitor.define({ ...BUY, revision: 2 })
      await askedAgain(visitor)
      await visitor.click('#buy')
      await visitor.arrived(2, 2)
      visitor.define()
      await askedAgain(visitor)
      await visitor.click('#buy')
      await visitor.fence()
      expect(visitor.seen(2).map(({ revision }) => revision)).toEqual([1, 2])
      expect(visitor.urls(1)).toEqual(['/'])
    },
  },
  {
    name: 'a rule that comes while a page is open, learned within the time that delivery says: once',
    run: async (visitor) => {
      visitor.site.refreshAfterMs = QUICK_MS
      await visitor.arrive()
      visitor.define(viewOf(3, at('/b')))
      const before = asked(visitor)
      await until('definitions are asked for', () => asked(visitor) >= before + 2)
      await visitor.run(`history.pushState(null, '', '/b')`)
      await visitor.fence()
      expect(visitor.urls(3)).toEqual(['/b'])
    },
  },
  {
    name: 'delivery that fails later: the last good definitions stay',
    run: async (visitor) => {
      await visitor.arrive({ body: BODY, definitions: [BUY] })
      for (const reply of [{ status: 500 }, { status: 404 }, { status: 200 }, 'away'] as const) {
        visitor.site.deliveryReply = reply
        await askedAgain(visitor)
        await visitor.click('#buy')
      }
      await visitor.fence()
      expect(visitor.seen(2)).toHaveLength(4)
    },
  },
  {
    name: 'delivery that is away when a page starts: what happened meanwhile is asked about when it is back',
    run: async (visitor) => {
      visitor.site.deliveryReply = 'away'
      await visitor.open({ body: BODY, definitions: [BUY, callOf(3, 'hello')] })
      await until('definitions are asked for', () => asked(visitor) > 0)
      await visitor.run(`axon.track('hello'); history.pushState(null, '', '/b')`)
      await visitor.click('#buy')
      visitor.site.deliveryReply = null
      await until('everything is there', async () => {
        await visitor.run(COMES_BACK)
        return visitor.seen(2).length > 0
      })
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/', '/b'])
      expect([visitor.urls(2), visitor.urls(3)]).toEqual([['/b'], ['/']])
    },
  },
  {
    name: 'a user who logs in: asked for again with the token, without it after the log-out',
    run: async (visitor) => {
      await visitor.arrive()
      await visitor.run(`axon.identify('a.b.c')`)
      await until('asked with the token', () => visitor.site.deliveryTokens.includes('a.b.c'))
      await visitor.run(`axon.reset()`)
      await until('asked without', () => visitor.site.deliveryTokens.at(-1) === null)
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/'])
    },
  },
  {
    name: 'a window that gets the focus: definitions are asked for at once',
    run: async (visitor) => {
      visitor.site.refreshAfterMs = 3_600_000
      await visitor.arrive({ body: BODY })
      const before = asked(visitor)
      visitor.define(BUY)
      await until('definitions are asked for', async () => {
        await visitor.run(
          `dispatchEvent(new Event('focus')); document.dispatchEvent(new Event('visibilitychange'))`,
        )
        return asked(visitor) > before
      })
      await until('it is counted', async () => {
        await visitor.click('#buy')
        await visitor.run('axon.flush()')
        return visitor.seen(2).length > 0
      })
    },
  },
]

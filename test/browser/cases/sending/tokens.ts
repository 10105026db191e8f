import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import type { Visitor } from '../../visitor.ts'
import { HELLO, isFailing, numbers, upTo } from './hellos.ts'
import { tokenOf } from './token-of.ts'

/** With which token and to what end each item of event 2 was sent. */
const sent = (visitor: Visitor) =>
  visitor.site.intake.arrivals.flatMap(({ items, token, status }) =>
    items.filter(({ eventId }) => eventId === HELLO.id).map(() => ({ token, status })),
  )

/** Tokens end, and users change; what happened stays whose it was. */
export const tokens: readonly BrowserCase[] = [
  {
    name: 'a token that the server refuses: what was seen waits for the next token of the user, and is stored once',
    run: async (visitor) => {
      const [old, fresh] = [tokenOf(7), tokenOf(7, { issue: 2 })]
      await visitor.arrive({ definitions: [HELLO] })
      visitor.site.intake.otherwise = { status: 401 }
      await visitor.run(`axon.identify('${old}'); axon.track('hello', { number: 1 }); axon.flush()`)
      await isFailing(visitor, 1)
      await visitor.run(`axon.track('hello', { number: 2 }); axon.flush()`)
      visitor.site.intake.otherwise = { status: 202 }
      await visitor.run(`axon.identify('${fresh}')`)
      await visitor.fence()
      expect(numbers(visitor)).toEqual([1, 2])
      expect(sent(visitor).filter(({ token }) => token === fresh)).toHaveLength(2)
    },
  },
  {
    name: 'a page that is left with a token that has expired: the next page sends, with the token that it has',
    run: async (visitor) => {
      const [old, fresh] = [tokenOf(7, { exp: 1 }), tokenOf(7)]
      await visitor.arrive({ definitions: [HELLO], body: '<a id="to" href="/next">next</a>' })
      visitor.site.pages.set('/next', { snippet: false })
      visitor.site.intake.otherwise = { status: 401 }
      await visitor.run(`document.querySelector('#to').addEventListener('click', () => {
        axon.identify('${old}'); axon.track('hello', { number: 1 }) })`)
      await visitor.click('#to')
      await visitor.reach('/next')
      await isFailing(visitor, 1)
      visitor.site.intake.otherwise = { status: 202 }
      await visitor.page.open(`${visitor.site.url}/third`)
      await visitor.viewed(2)
      expect(visitor.seen(2)).toEqual([])
      await visitor.run(`axon.identify('${fresh}')`)
      await visitor.fence()
      expect(numbers(visitor)).toEqual([1])
      expect(sent(visitor).at(-1)).toEqual({ token: fresh, status: 202 })
    },
  },
  {
    name: 'many items of a user, who logs out when another one logs in: each is sent as whose it is',
    run: async (visitor) => {
      const [first, second] = [tokenOf(7), tokenOf(8)]
      await visitor.arrive({ definitions: [HELLO] })
      await visitor.run(`
        axon.identify('${first}')
        for (let number = 1; number <= 45; number += 1) axon.track('hello', { number })
        axon.reset(); axon.identify('${second}'); axon.track('hello', { number: 46 })`)
      await visitor.fence()
      expect(numbers(visitor)).toEqual(upTo(46))
      expect(sent(visitor)).toEqual(
        upTo(46).map((number) => ({ token: number === 46 ? second : first, status: 202 })),
      )
    },
  },
]

import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { callOf } from '../../shop/definitions.ts'
import type { Visitor } from '../../visitor.ts'
import { tokenOf } from './token-of.ts'

const HELLO = callOf(2, 'hello')
const STORED = `Object.entries({ ...localStorage, ...sessionStorage }).flat().join(' ') + document.cookie`

/** Who is logged in, and whose what happened is. */
export const users: readonly BrowserCase[] = [
  {
    name: 'two users of one browser are never mixed, and no token is stored',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [HELLO] })
      const [first, second] = [tokenOf(7), tokenOf(8)]
      await visitor.run(`
        axon.track('hello', { who: 'nobody' }); axon.identify('${first}'); axon.track('hello', { who: 'first' })
        axon.reset(); axon.track('hello', { who: 'nobody else' }); axon.identify('${second}'); axon.track('hello', { who: 'second' })`)
      await visitor.fence()
      const tokens: Readonly<Record<string, string | null>> = {
        nobody: null,
        first,
        'nobody else': null,
        second,
      }
      const sent = hellosOf(visitor)
      expect(sent.map(({ token }) => token)).toEqual(sent.map(({ who }) => tokens[who]))
      expect(sent.map(({ who }) => who)).toEqual(['nobody', 'first', 'nobody else', 'second'])
      const ids = sent.map(({ anonymousId }) => anonymousId)
      expect(ids.at(-1)).not.toBe(ids[0])
      const kept = await visitor.read<string>(STORED)
      expect([first, second].some((token) => kept.includes(token))).toBe(false)
    },
  },
  {
    name: 'a user who logs out: what waits is sent as this user, once',
    run: async (visitor) => {
      const token = tokenOf(7)
      await visitor.arrive({ definitions: [HELLO] })
      await visitor.run(
        `axon.identify('${token}'); axon.track('hello', { who: 'first' }); axon.reset(); axon.track('hello', { who: 'nobody' })`,
      )
      await visitor.fence()
      expect(hellosOf(visitor).map((hello) => [hello.who, hello.token])).toEqual([
        ['first', token],
        ['nobody', null],
      ])
    },
  },
  {
    name: 'a page that is left while somebody is logged in: the last items carry the user',
    run: async (visitor) => {
      const token = tokenOf(7)
      await visitor.arrive({ definitions: [HELLO], body: '<a id="to" href="/next">next</a>' })
      visitor.site.pages.set('/next', { snippet: false })
      await visitor.run(
        `axon.identify('${token}'); document.querySelector('#to').addEventListener('click', () => axon.track('hello'))`,
      )
      await visitor.click('#to')
      await visitor.reach('/next')
      await visitor.arrived(2, 1)
      const last = visitor.site.intake.arrivals.find(({ items }) =>
        items.some(({ eventId }) => eventId === 2),
      )
      expect(last?.token).toBe(token)
    },
  },
]

/** Who was said to be there, and with whose token and id that arrived. */
const hellosOf = (visitor: Visitor) =>
  visitor.site.intake.arrivals.flatMap(({ items, token, anonymousId }) =>
    items
      .filter(({ eventId }) => eventId === HELLO.id)
      .map(({ properties }) => ({ who: String(properties?.who), token, anonymousId })),
  )

import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { callOf } from '../../shop/definitions.ts'
import { type SnippetTag, tagOf } from '../../shop/pages.ts'
import type { Visitor } from '../../visitor.ts'

const DEFINITIONS = [callOf(2, 'hello')]

/** The stub is there, and this is called before the snippet is. */
async function arriveEarly(visitor: Visitor, calls: string, tag: SnippetTag = {}): Promise<void> {
  await visitor.open({
    definitions: DEFINITIONS,
    before: `<script src="/stub.js"></script><script>${calls}</script>`,
    snippet: false,
    body: tagOf(tag, visitor.site.axon),
  })
  await visitor.viewed(1)
}

const numbers = (visitor: Visitor): readonly unknown[] =>
  visitor.seen(2).map(({ properties }) => properties?.number)

/** What pages call before the snippet is there. */
export const earlyCalls: readonly BrowserCase[] = [
  {
    name: 'kept by the stub, in their order',
    run: async (visitor) => {
      await arriveEarly(visitor, `axon.track('hello', { number: 1 }); axon.track('hello', { number: 2 })`)
      await visitor.fence()
      expect(numbers(visitor)).toEqual([1, 2])
    },
  },
  {
    name: 'a function of the stub that is called when the snippet is there: as its own',
    run: async (visitor) => {
      await arriveEarly(visitor, `window.early = axon.track`)
      await visitor.run(`early('hello', { number: 1 })`)
      await visitor.fence()
      expect(numbers(visitor)).toEqual([1])
    },
  },
  {
    name: 'consent that is given early where it is required: one view',
    run: async (visitor) => {
      await arriveEarly(visitor, `axon.consent('granted')`, { consent: 'required' })
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/'])
    },
  },
  {
    name: 'a user who is named early: the first view is of this user',
    run: async (visitor) => {
      await arriveEarly(visitor, `axon.identify('a.b.c')`)
      await visitor.fence()
      const [first] = visitor.site.intake.arrivals
      expect([first?.token, first?.items[0]?.eventId]).toEqual(['a.b.c', 1])
    },
  },
  {
    name: 'listeners that are taken away, before the snippet is there and after: neither hears more',
    run: async (visitor) => {
      await arriveEarly(
        visitor,
        `window.heard = []
         const stops = [1, 2].map((name) => axon.onMatch(({ eventId }, answer) => eventId === 2 && !answer && heard.push(name)))
         stops[0]()
         window.stop = stops[1]`,
      )
      await visitor.run(`axon.track('hello'); stop(); axon.track('hello')`)
      expect(await visitor.read(`heard.join()`)).toBe('2')
      await visitor.fence()
      expect(visitor.seen(2)).toHaveLength(2)
    },
  },
]

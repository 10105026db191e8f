import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { callOf, clickOn } from '../../shop/definitions.ts'

const script = (text: string): string => `<script>${text}</script>`

const DEFINITIONS = [callOf(2, 'hello'), clickOn(3, '#any')]
const BODY = '<button id="any">any</button>'
const SAVED = script(`window.saved = [history.pushState, history.replaceState]`)
const IS_AS_BEFORE = `history.pushState === saved[0] && history.replaceState === saved[1]`

/** What a page can end. */
export const ending: readonly BrowserCase[] = [
  {
    name: 'destroy: the page has its own history functions again',
    run: async (visitor) => {
      await visitor.arrive({ before: SAVED })
      expect(await visitor.read(IS_AS_BEFORE)).toBe(false)
      await visitor.run(`axon.destroy()`)
      expect(await visitor.read(IS_AS_BEFORE)).toBe(true)
    },
  },
  {
    name: 'destroy after another script has wrapped the functions once more: its own stay, and the page routes on',
    run: async (visitor) => {
      await visitor.arrive()
      await visitor.run(`
        const before = history.pushState
        window.theirs = history.pushState = function (...args) { return before.apply(this, args) }
        axon.destroy(); history.pushState({ a: 1 }, '', '/b')`)
      expect(await visitor.read(`history.pushState === theirs`)).toBe(true)
      expect(await visitor.read(`String([location.pathname, history.state.a])`)).toBe('/b,1')
    },
  },
  {
    name: 'destroy is for good: no consent and no call of the page begins again',
    run: async (visitor) => {
      await visitor.arrive({ body: BODY, definitions: DEFINITIONS })
      await visitor.run(`axon.destroy(); axon.consent('granted'); axon.track('hello'); axon.reset()`)
      await visitor.click('#any')
      // Another tab of the shop sends what this one would have left behind.
      const other = await visitor.anotherTab()
      await other.page.open(`${visitor.site.url}/`)
      await other.viewed(2)
      await other.fence()
      expect([visitor.seen(2), visitor.seen(3)]).toEqual([[], []])
    },
  },
  {
    name: 'a listener of onMatch that is taken away: hears nothing more, others do',
    run: async (visitor) => {
      await visitor.arrive({ definitions: DEFINITIONS })
      await visitor.run(`
        window.heard = []
        const stop = axon.onMatch((item, answer) => answer || heard.push('one'))
        axon.onMatch((item, answer) => answer || heard.push('other'))
        axon.track('hello'); stop(); stop(); axon.track('hello')`)
      expect(await visitor.read(`heard.join()`)).toBe('one,other,other')
    },
  },
  {
    name: 'the page has one name more, and keeps it',
    run: async (visitor) => {
      await visitor.arrive({
        before: script(`window.names = []; window.names = Object.getOwnPropertyNames(window)`),
        snippet: { isAsync: false },
      })
      const names = await visitor.read<readonly string[]>(
        `Object.getOwnPropertyNames(window).filter((name) => !names.includes(name) && !/playwright/.test(name))`,
      )
      expect(names).toEqual(['axon'])
    },
  },
]

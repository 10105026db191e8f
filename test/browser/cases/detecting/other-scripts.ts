import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { callOf, clickOn } from '../../shop/definitions.ts'
import { tagOf } from '../../shop/pages.ts'

const script = (text: string): string => `<script>${text}</script>`

/** The page has something else that it can be pressed on. */
const BODY = '<button id="any">any</button>'

const SPY = script(`
  window.calls = []
  for (const name of ['pushState', 'replaceState']) {
    const original = History.prototype[name]
    const spy = function (...args) {
      calls.push({ isOwn: this === history, args })
      original.apply(this, args)
      return 'result of ' + name
    }
    if (Object.hasOwn(history, name)) history[name] = spy
    else History.prototype[name] = spy
  }`)

/** What the page tells of a call: what it gave was passed on as it was, and it got what there was. */
const CALLS = `(() => {
  calls.length = 0
  const state = { deep: [1] }
  const target = new URL('/b', location.href)
  const results = [
    history.pushState(state, '', target), history.pushState(null, '', null), history.pushState(null, ''),
    history.pushState(undefined, undefined, undefined), history.replaceState(null, '', ''),
  ]
  return {
    results,
    own: calls.map((call) => call.isOwn),
    lengths: calls.map((call) => call.args.length),
    same: calls[0].args[0] === state && calls[0].args[2] === target && calls[1].args[2] === null && calls[4].args[2] === '',
  }
})()`

const CAUGHT = `(() => {
  const names = []
  const attempts = [
    () => history.pushState(null, '', 'https://other.example/b'),
    () => history.pushState({ f() {} }, '', '/b'),
    () => history.replaceState(null, '', 'http://[bad'),
    () => History.prototype.pushState.call({}, null, '', '/b'),
    () => history.pushState(),
  ]
  for (const attempt of attempts) try { attempt(); names.push('none') } catch (error) { names.push(error.name) }
  return names
})()`

export const otherScripts: readonly BrowserCase[] = [
  {
    name: 'pushState that throws: the page gets its error, and nothing is recorded',
    run: async (visitor) => {
      await visitor.arrive()
      const expected = ['SecurityError', 'DataCloneError', 'SecurityError', 'TypeError', 'TypeError']
      expect(await visitor.read(CAUGHT)).toEqual(expected)
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/'])
    },
  },
  {
    name: 'this, arguments and results go through as they are',
    run: async (visitor) => {
      await visitor.arrive({ before: SPY })
      expect(await visitor.read(CALLS)).toEqual({
        results: [...Array(4).fill('result of pushState'), 'result of replaceState'],
        own: Array(5).fill(true),
        lengths: [3, 3, 2, 3, 3],
        same: true,
      })
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/', '/b'])
    },
  },
  {
    name: 'another script replaces what the snippet wrapped: the next press finds the route, once',
    run: async (visitor) => {
      await visitor.arrive({ body: BODY, definitions: [clickOn(2, '#any')] })
      await visitor.run(`
        const { prototype } = document.body.appendChild(document.createElement('iframe')).contentWindow.History
        window.wrapped = history.pushState
        history.pushState = function (...args) { return prototype.pushState.apply(history, args) }
        history.pushState(null, '', '/b')`)
      await visitor.click('#any')
      await visitor.flushed('the view of /b', () => visitor.seen(1).length >= 2)
      await visitor.click('#any')
      await visitor.run(`history.pushState = wrapped`)
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/', '/b'])
      expect(visitor.seen(2)).toHaveLength(2)
    },
  },
  {
    name: 'another script calls an original that it saved earlier: the next press finds the route, once',
    run: async (visitor) => {
      await visitor.arrive({
        before: script('window.saved = history.pushState'),
        body: BODY,
        definitions: [clickOn(2, '#any')],
      })
      await visitor.run(`saved.call(history, null, '', '/b')`)
      await visitor.click('#any')
      await visitor.flushed('the view of /b', () => visitor.seen(1).length >= 2)
      await visitor.click('#any')
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/', '/b'])
      expect(visitor.seen(2)).toHaveLength(2)
      expect(visitor.seen(2).map(({ page }) => page.url)).toEqual(Array(2).fill(`${visitor.site.url}/b`))
    },
  },
  {
    name: 'another script calls an original that it saved earlier: what is seen when the page is looked at again is of its route',
    run: async (visitor) => {
      await visitor.arrive({
        before: script('window.saved = history.pushState'),
        body: BODY,
        definitions: [clickOn(2, '#any'), callOf(3, 'hello')],
      })
      await visitor.run(`
        saved.call(history, null, '', '/b'); document.dispatchEvent(new Event('visibilitychange')); axon.track('hello')
        saved.call(history, null, '', '/c')
        document.querySelector('#any').dispatchEvent(new MouseEvent('auxclick', { button: 1, bubbles: true }))`)
      await visitor.fence()
      expect([visitor.urls(2), visitor.urls(3)]).toEqual([['/c'], ['/b']])
      expect(visitor.urls(1)).toEqual(['/', '/b', '/c'])
    },
  },
  {
    name: 'a script that wraps after the snippet, and calls through: one view',
    run: async (visitor) => {
      await visitor.arrive({ before: tagOf({ isAsync: false }, visitor.site.axon), snippet: false })
      await visitor.run(`
        const before = history.pushState
        history.pushState = function (...args) { const result = before.apply(this, args); dispatchEvent(new Event('pushstate')); return result }
        history.pushState(null, '', '/b')`)
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/', '/b'])
    },
  },
  {
    name: 'routes through the Navigation API: one view each',
    leftOut: { webkit: 'WebKitGTK 2.50 has no Navigation API' },
    run: async (visitor) => {
      await visitor.arrive({ body: '<a id="to" href="/c">c</a>' })
      await visitor.run(`
        navigation.addEventListener('navigate', (event) => {
          if (event.canIntercept && !event.hashChange) event.intercept({ handler: async () => { await null; document.title = 'new' } })
        })
        await navigation.navigate('/b').finished`)
      await visitor.flushed('the view of /b', () => visitor.seen(1).length >= 2)
      await visitor.click('#to')
      await visitor.reach('/c')
      await visitor.flushed('the view of /c', () => visitor.seen(1).length >= 3)
      await visitor.run(`await navigation.back().finished`)
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/', '/b', '/c', '/b'])
    },
  },
  {
    name: 'after destroy nothing is detected, and the page routes on',
    run: async (visitor) => {
      await visitor.arrive({
        body: BODY,
        definitions: [clickOn(2, '#any')],
      })
      await visitor.fence()
      await visitor.run(`axon.destroy(); history.pushState(null, '', '/b')`)
      await visitor.click('#any')
      expect(await visitor.read(`location.pathname`)).toBe('/b')
      // Another tab of the shop sends what this one would have left behind.
      const other = await visitor.anotherTab()
      await other.page.open(`${visitor.site.url}/`)
      await other.viewed(2)
      await other.fence()
      expect(visitor.urls(1)).toEqual(['/', '/'])
      expect(visitor.seen(2)).toEqual([])
    },
  },
]

import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { callOf, clickOn } from '../../shop/definitions.ts'
import { until } from '../../until.ts'

const script = (text: string): string => `<script>${text}</script>`
const DEFINITIONS = [clickOn(2, '#buy'), callOf(3, 'hello')]
const THROWS = `() => { throw new Error('altered by the page') }`
const BODY = '<button id="buy" onclick="window.bought = (window.bought ?? 0) + 1">buy</button>'

/** The page did this before the snippet: views, presses and calls arrive all the same, each once. */
const works = (name: string, before: string): BrowserCase => ({
  name: `${name}: everything arrives once`,
  run: async (visitor) => {
    await visitor.arrive({ definitions: DEFINITIONS, body: BODY, before: script(before) })
    await visitor.click('#buy')
    await visitor.run(`axon.track('hello', { list: [1, { a: null }] }); history.pushState(null, '', '/b')`)
    await visitor.fence()
    expect(visitor.urls(1)).toEqual(['/', '/b'])
    expect([2, 3].map((id) => visitor.seen(id).length)).toEqual([1, 1])
    expect(visitor.seen(3)[0]?.properties).toEqual({ list: [1, { a: null }] })
  },
})

/** The page does this after the snippet has started, and undoes it a little later: meanwhile it goes on as if there were no snippet. */
const unharmed = (
  name: string,
  objects: readonly string[],
  functions: readonly string[],
  to = THROWS,
): BrowserCase => ({
  name: `${name}: the page keeps working`,
  run: async (visitor) => {
    await visitor.arrive({ definitions: DEFINITIONS, body: BODY })
    await visitor.run(`
      const saved = []
      const objects = [${objects}], names = ${JSON.stringify(functions)}, altered = ${to}
      for (let i = 0; i < objects.length; i += 1) for (let j = 0; j < names.length; j += 1)
        if (names[j] in objects[i] || names[j] === 'toJSON') saved[saved.length] = [objects[i], names[j], Object.getOwnPropertyDescriptor(objects[i], names[j])]
      for (let i = 0; i < saved.length; i += 1) saved[i][0][saved[i][1]] = altered
      document.querySelector('#buy').click()
      axon.track('hello', { a: [1] }); axon.flush(); history.pushState({ a: 1 }, '', '/b')
      await new Promise((done) => setTimeout(done, 1_200)) // the snippet looks around every second
      for (let i = 0; i < saved.length; i += 1)
        if (saved[i][2]) Object.defineProperty(saved[i][0], saved[i][1], saved[i][2])
        else delete saved[i][0][saved[i][1]]`)
    expect(await visitor.read(`String([window.bought, location.pathname, history.state.a])`)).toBe('1,/b,1')
    await visitor.run(`history.pushState(null, '', '/c')`)
    await visitor.fence()
    expect(visitor.urls(1).filter((url) => url === '/c')).toHaveLength(1)
  },
})

const STORAGE_FORBIDDEN = `for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('forbidden', 'SecurityError') } })`

export const strangePages: readonly BrowserCase[] = [
  works('storage that is forbidden', STORAGE_FORBIDDEN),
  works(
    'storage that refuses',
    `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }`,
  ),
  works(
    'storage that is full',
    `let size = 1 << 22
     for (let number = 0; size >= 1; number += 1)
       try { localStorage.setItem('of the page ' + number, 'x'.repeat(size)) } catch { size >>= 1 }`,
  ),
  works('a clock that is two weeks slow', clock(-14)),
  works('a clock that is two weeks fast', clock(14)),
  works(
    'Array.prototype with enumerable functions',
    `Array.prototype.last = function () { return this.at(-1) }`,
  ),
  works(
    'Object.prototype with enumerable functions',
    `Object.prototype.extend = function () { return this }`,
  ),
  works(
    'a page whose prototypes are frozen',
    `for (const of of [Object, Array, Function, String, RegExp, Map, Set, WeakMap, Date, Promise, URL, Element, Event, Storage])
       Object.freeze(of.prototype)`,
  ),
  works('a page without randomUUID', `delete Crypto.prototype.randomUUID`),
  works('a page without sendBeacon', `delete Navigator.prototype.sendBeacon`),
  works(
    'elements named like functions',
    `document.addEventListener('DOMContentLoaded', () => {
     document.body.insertAdjacentHTML('beforeend', '<form id="axonForm"><input name="matches"><input name="closest"><input name="id"></form><img name="cookie">') })`,
  ),
  unharmed('JSON that throws', ['JSON'], ['parse', 'stringify']),
  unharmed('fetch and sendBeacon that throw', ['window', 'Navigator.prototype'], ['fetch', 'sendBeacon']),
  unharmed('fetch that rejects', ['window'], ['fetch'], `async () => { throw new TypeError('altered') }`),
  unharmed('fetch that answers anything', ['window'], ['fetch'], 'async () => 7'),
  unharmed(
    'Array.prototype that throws',
    ['Array.prototype'],
    ['map', 'filter', 'forEach', 'push', 'some', 'find', 'includes', 'join', 'slice', 'flatMap'],
  ),
  unharmed('Prototype.js, whose arrays are JSON text', ['Array.prototype'], ['toJSON'], `() => '[]'`),
  unharmed(
    'elements that throw',
    ['Element.prototype', 'Event.prototype'],
    ['matches', 'closest', 'getAttribute', 'composedPath'],
  ),
  ...['fetch', 'IntersectionObserver', 'URL'].map(
    (name): BrowserCase => ({
      name: `a page without ${name}: it gets no error, and works on`,
      run: async (visitor) => {
        const before = script(
          `Object.defineProperty(window, '${name}', { value: undefined, configurable: true })`,
        )
        await visitor.open({ before, body: BODY, snippet: { isAsync: false } })
        await visitor.run(`document.querySelector('#buy').click(); history.pushState(null, '', '/b')`)
        expect(await visitor.read(`String([window.bought, location.pathname])`)).toBe('1,/b')
      },
    }),
  ),
  {
    name: 'a press on a text of three million characters: once, and its beginning is told',
    run: async (visitor) => {
      await visitor.arrive({
        definitions: [clickOn(2, '#long')],
        body: `<div id="long" style="height: 50px; overflow: hidden"></div>${script(`document.querySelector('#long').textContent = '긴 글 '.repeat(1e6)`)}`,
      })
      await visitor.click('#long')
      await visitor.fence()
      expect(visitor.seen(2).map(({ element }) => element?.text?.length)).toEqual([255])
    },
  },
  {
    name: 'a strict policy with Trusted Types: nothing is violated, everything arrives',
    run: async (visitor) => {
      const { endpoint } = visitor.site
      visitor.site.files.set(
        '/shop.js',
        `document.querySelector('#buy').onclick = () => history.pushState(null, '', '/b')`,
      )
      await visitor.arrive({
        definitions: DEFINITIONS,
        body: '<button id="buy">buy</button><script src="/shop.js"></script>',
        headers: {
          'content-security-policy': [
            `default-src 'none'; script-src 'self' ${endpoint}/axon.js; connect-src ${endpoint}; img-src data:`,
            `require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'`,
          ].join('; '),
        },
      })
      await visitor.click('#buy')
      await visitor.flushed('both', () => visitor.seen(1).length >= 2 && visitor.seen(2).length >= 1)
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/', '/b'])
      expect(visitor.seen(2)).toHaveLength(1)
      expect(await visitor.read(`witness.faults`)).toEqual([])
    },
  },
  {
    name: 'calls with anything: the page gets no error, and what can be told is told',
    run: async (visitor) => {
      await visitor.arrive({ definitions: DEFINITIONS })
      await visitor.run(`
        const loop = {}; loop.loop = loop
        for (const odd of [undefined, null, 7, 7n, Symbol('x'), loop, () => {}, document.body, window, { get a() { throw new Error('own') } }]) {
          axon.track(odd, odd); axon.track('hello', odd); axon.identify(odd); axon.consent(odd); axon.onMatch(odd)
        }
        axon.reset(); axon.consent('granted'); axon.track('hello', { last: true })`)
      await visitor.fence()
      expect(visitor.seen(3).at(-1)?.properties).toEqual({ last: true })
    },
  },
  {
    name: 'a listener of onMatch that throws: everything arrives',
    faults: /of the listener/,
    run: async (visitor) => {
      await visitor.arrive({ definitions: DEFINITIONS })
      await visitor.run(`
        window.matched = []
        axon.onMatch(() => { throw new Error('of the listener') })
        axon.onMatch((item, answer) => matched.push([item.eventId, answer?.outcome]))
        axon.track('hello')`)
      await visitor.fence()
      expect(visitor.seen(3)).toHaveLength(1)
      const matched = () => visitor.read<readonly string[]>(`matched.filter(([id]) => id === 3).map(String)`)
      await until('the page has heard of the answer', async () => (await matched()).length >= 2)
      expect(await matched()).toEqual(['3,', '3,accepted'])
    },
  },
]

/** The page's clock is off by days. */
function clock(days: number): string {
  return `(() => {
    const Real = Date, off = ${days * 86_400_000}
    window.Date = class extends Real {
      constructor(...args) { args.length ? super(...args) : super(Real.now() + off) }
      static now() { return Real.now() + off }
    }
  })()`
}

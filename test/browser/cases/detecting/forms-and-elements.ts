import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { happening } from '../../shop/definitions.ts'
import type { Visitor } from '../../visitor.ts'

const FORM = (attributes = ''): string => `<form id="order" action="/ordered" ${attributes}>
  <input id="name" name="name"><button id="send">send</button></form>`

const ORDER = happening(2, 'FORM_SUBMIT', { field: 'element', op: 'selector', value: '#order' })
const SEEN = { field: 'element', op: 'selector', value: '#offer' } as const
const atLeast = (value: number) => ({ field: 'scroll.percent', op: 'atLeast', value }) as const

const submitted = (
  name: string,
  attributes: string,
  act: (visitor: Visitor) => Promise<void>,
): BrowserCase => ({
  name: `${name}: once`,
  run: async (visitor) => {
    await visitor.arrive({ body: FORM(attributes), definitions: [ORDER] })
    await act(visitor)
    await visitor.arrived(2, 1)
    await visitor.fence()
    expect(visitor.seen(2)).toHaveLength(1)
  },
})

export const formsAndElements: readonly BrowserCase[] = [
  submitted('a form whose handler keeps it on the page', `onsubmit="return false"`, (visitor) =>
    visitor.click('#send'),
  ),
  submitted(
    'a form whose handler stops the event',
    `onsubmit="event.stopImmediatePropagation(); return false"`,
    (visitor) => visitor.click('#send'),
  ),
  submitted('a form sent with Enter', `onsubmit="return false"`, async (visitor) => {
    await visitor.click('#name')
    await visitor.page.key('Enter')
  }),
  submitted('a form that leads to another page', '', async (visitor) => {
    await visitor.click('#send')
    await visitor.viewed(2)
  }),
  {
    name: 'a form that is not valid: not counted',
    run: async (visitor) => {
      await visitor.arrive({
        body: FORM().replace('name="name"', 'name="name" required'),
        definitions: [ORDER],
      })
      await visitor.click('#send')
      await visitor.fence()
      expect(visitor.seen(2)).toEqual([])
    },
  },
  {
    name: 'scrolling past the middle and to the end: each rule once per page',
    run: async (visitor) => {
      const definitions = [50, 90, 101].map((percent, index) =>
        happening(index + 2, 'SCROLL_DEPTH', atLeast(percent)),
      )
      await visitor.arrive({ definitions, body: '<div style="height: 8000px">long</div>' })
      await visitor.run(`scrollTo(0, document.documentElement.scrollHeight * 0.6)`)
      await visitor.arrived(2, 1)
      expect(visitor.seen(3)).toEqual([])
      await visitor.run(`scrollTo(0, 0)`)
      await visitor.run(`scrollTo(0, document.documentElement.scrollHeight)`)
      await visitor.arrived(3, 1)
      await visitor.fence()
      expect([2, 3, 4].map((id) => visitor.seen(id).length)).toEqual([1, 1, 0])
    },
  },
  {
    name: 'an element that is visible for a second: once per page, and not before it is in sight',
    run: async (visitor) => {
      await visitor.arrive({
        definitions: [happening(2, 'ELEMENT_VISIBLE', SEEN)],
        body: '<div style="height: 4000px"></div><div id="offer" style="height: 100px">offer</div><div style="height: 4000px"></div>',
      })
      await visitor.fenceOfCall()
      expect(visitor.seen(2)).toEqual([])
      await visitor.run(`document.querySelector('#offer').scrollIntoView()`)
      await visitor.arrived(2, 1)
      await visitor.run(
        `scrollTo(0, 0); await new Promise(requestAnimationFrame); document.querySelector('#offer').scrollIntoView()`,
      )
      const from = Date.now()
      await visitor.flushed('it could have been counted twice', () => Date.now() - from > 1_500)
      await visitor.fenceOfCall()
      expect(visitor.seen(2)).toHaveLength(1)
    },
  },
  {
    name: 'an element that is added later: once',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [happening(2, 'ELEMENT_VISIBLE', SEEN)] })
      await visitor.run(
        `document.body.insertAdjacentHTML('beforeend', '<div id="offer" style="height: 100px">offer</div>')`,
      )
      await visitor.arrived(2, 1)
      await visitor.fenceOfCall()
      expect(visitor.seen(2)).toHaveLength(1)
    },
  },
]

import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { clickIf } from '../../shop/definitions.ts'
import { keyOn, on, press } from './press.ts'

const SVG = '<svg id="icon" width="40" height="40"><g><rect id="dot" width="40" height="40"/></g></svg>'

/** An element with an open shadow root. */
const SHADOW = (inside: string): string => `<script>
  customElements.define('shop-card', class extends HTMLElement {
    connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = ${JSON.stringify(inside)} }
  })</script>`

const IN_SHADOW = `(document.querySelector('shop-card').shadowRoot.querySelector('button'))`

export const clicks: readonly BrowserCase[] = [
  press({
    name: 'a press',
    body: '<button id="buy">buy</button>',
    selector: '#buy',
    act: on('#buy'),
    times: 1,
  }),
  press({
    name: 'a press on a shape of an SVG inside of a button',
    body: `<button id="buy">${SVG}</button>`,
    selector: 'button#buy',
    act: on('#dot'),
    times: 1,
  }),
  press({
    name: 'the shape itself',
    body: `<button>${SVG}</button>`,
    selector: 'svg rect',
    act: on('#dot'),
    times: 1,
  }),
  press({
    name: 'a press whose handler stops its way',
    body: `<button id="buy" onclick="event.stopImmediatePropagation()">buy</button>
      <script>document.querySelector('#buy').addEventListener('click', (event) => event.stopPropagation(), true)</script>`,
    selector: '#buy',
    act: on('#buy'),
    times: 1,
  }),
  press({
    name: 'a press inside of an open shadow root',
    body: `${SHADOW('<button class="inside">buy</button>')}<shop-card></shop-card>`,
    selector: 'button.inside',
    act: on(IN_SHADOW),
    times: 1,
  }),
  press({
    name: 'a press inside of a shadow root, for a rule on its host',
    body: `${SHADOW('<button class="inside">buy</button>')}<shop-card></shop-card>`,
    selector: 'shop-card',
    act: on(IN_SHADOW),
    times: 1,
  }),
  press({
    name: 'a press inside of a shadow root, with a link around its host',
    body: `${SHADOW('<b><button>card</button></b>')}<a class="card" href="#card"><shop-card></shop-card></a>`,
    selector: 'a.card',
    act: (visitor) => visitor.click(IN_SHADOW),
    times: 1,
  }),
  press({
    name: 'the middle button of the mouse',
    body: `<a id="to" href="/other">other</a><script>addEventListener('auxclick', (event) => event.preventDefault())</script>`,
    selector: '#to',
    act: on('#to', 'middle'),
    times: 1,
  }),
  press({
    name: 'Enter on a button',
    body: '<button id="buy">buy</button>',
    selector: '#buy',
    act: keyOn('#buy', 'Enter'),
    times: 1,
  }),
  press({
    name: 'Space on a button',
    body: '<button id="buy">buy</button>',
    selector: '#buy',
    act: keyOn('#buy', 'Space'),
    times: 1,
  }),
  press({
    name: 'Enter on a link',
    body: '<a id="to" href="#down">down</a>',
    selector: '#to',
    act: keyOn('#to', 'Enter'),
    times: 1,
  }),
  press({
    name: 'an element that its own handler removes',
    body: '<button id="buy" data-sku="A1" onclick="this.remove()"><b id="child">buy</b></button>',
    selector: 'button[data-sku]',
    act: on('#child'),
    times: 1,
    see: (items) => expect(items[0]?.element).toMatchObject({ selectors: ['button[data-sku]'] }),
  }),
  press({
    name: 'an element that is gone when the press is over',
    body: `<button id="buy">buy</button><script>buy.addEventListener('mouseup', () => queueMicrotask(() => buy.classList.add('gone')))</script>`,
    selector: '#buy',
    act: on('#buy'),
    times: 1,
  }),
  {
    name: 'a rule on the text, with what is no space in HTML and what is more than one: once',
    run: async (visitor) => {
      const definitions = [
        clickIf(2, { field: 'element.text', op: 'equals', value: '지금 구매 하기' }),
        clickIf(3, { field: 'element.text', op: 'contains', value: '구매' }),
        clickIf(4, { field: 'element.text', op: 'equals', value: '지금 구매' }),
      ]
      await visitor.arrive({ definitions, body: `<button id="buy">지금&nbsp;<b>구매\n\t 하기</b></button>` })
      await visitor.click('#buy')
      await visitor.fence()
      expect([2, 3, 4].map((id) => visitor.seen(id).length)).toEqual([1, 1, 0])
      expect(visitor.seen(2)[0]?.element?.text).toBe('지금 구매 하기')
    },
  },
  {
    name: 'a rule on attributes and on the target of a link: once, and nothing is sent that no rule tests',
    run: async (visitor) => {
      const definitions = [
        clickIf(2, { field: 'element.attribute.data-sku', op: 'equals', value: 'A1' }),
        clickIf(3, { field: 'element.href', op: 'equals', value: '/other?a=1&b=2' }),
      ]
      const body = `<a id="to" data-sku="A1" data-secret="never" href="other?b=2&a=1" onclick="return false">other</a>`
      await visitor.arrive({ definitions, body })
      await visitor.click('#to')
      await visitor.fence()
      expect([visitor.seen(2).length, visitor.seen(3).length]).toEqual([1, 1])
      expect(visitor.seen(2)[0]?.element?.attributes).toEqual({ 'data-sku': 'A1' })
      expect(visitor.site.intake.arrivals.some(({ raw }) => raw.includes('never'))).toBe(false)
    },
  },
]

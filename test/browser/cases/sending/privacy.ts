import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { callOf, clickIf, clickOn, happening, viewOf } from '../../shop/definitions.ts'
import { until } from '../../until.ts'
import type { Visitor } from '../../visitor.ts'

const HELLO = callOf(2, 'hello')
const STORED = `Object.entries({ ...localStorage, ...sessionStorage }).flat().join(' ') + document.cookie`

/** How many requests the page waits for. */
const COUNTS_REQUESTS = `<script>{
  const { fetch } = window
  window.underWay = 0
  window.fetch = (...args) => { underWay += 1; return fetch(...args).finally(() => { underWay -= 1 }) }
}</script>`

/** The snippet is there, and has had its turn. */
const started = (visitor: Visitor): Promise<void> =>
  until('the snippet is there', () => visitor.read<boolean>(`typeof axon?.track === 'function'`))

/** Nothing was asked but the script itself, and nothing is stored. */
async function nothing(visitor: Visitor): Promise<void> {
  // What the page itself asks comes after everything that the snippet asked.
  await visitor.run(`await fetch('/fence'); await fetch(${JSON.stringify(`${visitor.site.endpoint}/fence`)})`)
  expect(visitor.site.asked.filter((asked) => asked.includes('/v1/'))).toEqual([])
  expect(await visitor.read(STORED)).toBe('')
}

const SECRETS = [
  'hunter2-typed',
  'hunter2-initial',
  'hunter2-area',
  'hunter2-editable',
  'hunter2-choice',
] as const

const FORM = `<form id="form" onsubmit="event.preventDefault()">
  <label class="all">Name <input id="name" class="all" oninput="this.setAttribute('value', this.value); this.title = ''"></label>
  <input id="password" type="password" class="all" value="hunter2-initial">
  <textarea id="area" class="all">hunter2-area</textarea>
  <div id="editable" class="all" contenteditable>hunter2-editable</div>
  <select id="select" class="all"><option>hunter2-choice</option></select>
  <button id="send" class="all">send</button>
</form>`

export const privacy: readonly BrowserCase[] = [
  {
    name: 'consent that is required and not given: no request, nothing stored; granted: from then on',
    run: async (visitor) => {
      await visitor.open({ snippet: { consent: 'required' }, definitions: [HELLO] })
      await started(visitor)
      await visitor.run(`axon.track('hello', { number: 1 }); axon.flush()`)
      await nothing(visitor)
      await visitor.run(`axon.consent('granted')`)
      await visitor.viewed(1)
      await visitor.run(`axon.track('hello', { number: 2 })`)
      await visitor.fence()
      expect(visitor.seen(2).map(({ properties }) => properties?.number)).toEqual([2])
      expect(visitor.urls(1)).toEqual(['/'])
    },
  },
  {
    name: 'consent that is denied: what waited is dropped, nothing stays stored, nothing is asked any more',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [HELLO], before: COUNTS_REQUESTS })
      visitor.site.intake.otherwise = 'away'
      await visitor.run(`axon.track('hello'); axon.flush()`)
      await until('an attempt', () => visitor.site.intake.arrivals.some(({ status }) => status === 0))
      await visitor.run(`axon.consent('denied')`)
      await until('what was under way has ended', () => visitor.read<boolean>('underWay === 0'))
      visitor.site.intake.otherwise = { status: 202 }
      visitor.site.asked.length = 0
      await visitor.run(`axon.track('hello'); axon.flush(); history.pushState(null, '', '/b')`)
      await nothing(visitor)
      await visitor.run(`axon.consent('granted'); axon.track('hello', { again: true })`)
      await visitor.fence()
      expect(visitor.seen(2).map(({ properties }) => properties)).toEqual([{ again: true }])
    },
  },
  {
    name: 'Global Privacy Control, respected: no request, nothing stored',
    run: async (visitor) => {
      await visitor.open({
        snippet: { respect: 'gpc' },
        before: `<script>Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })</script>`,
        definitions: [HELLO],
      })
      await started(visitor)
      await visitor.run(`axon.track('hello'); axon.flush(); history.pushState(null, '', '/b')`)
      await nothing(visitor)
    },
  },
  {
    name: 'Global Privacy Control where the shop does not respect it, and none where it does: as ever',
    run: async (visitor) => {
      await visitor.arrive({
        before: `<script>Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })</script>`,
      })
      const other = await visitor.anotherTab()
      await other.open({ snippet: { respect: 'gpc' } })
      await other.viewed(2)
    },
  },
  {
    name: 'what people type appears nowhere in what is sent',
    run: async (visitor) => {
      const text = { field: 'element.text', op: 'exists' } as const
      const value = { field: 'element.attribute.value', op: 'exists' } as const
      await visitor.arrive({
        body: FORM,
        definitions: [
          clickOn(2, '.all'),
          clickIf(3, text),
          clickIf(4, value),
          clickIf(5),
          happening(6, 'FORM_SUBMIT'),
          happening(7, 'FORM_SUBMIT', text),
        ],
      })
      await visitor.click('#name')
      await visitor.page.type('hunter2-typed')
      for (const field of ['#name', '#password', '#area', '#editable']) await visitor.click(field)
      await visitor.run(`document.querySelector('#select').click(); document.querySelector('label').click()`)
      await visitor.click('#send')
      await visitor.fence()
      expect(visitor.seen(2).length).toBeGreaterThanOrEqual(7)
      expect(visitor.seen(6)).toHaveLength(1)
      const sent = visitor.site.intake.arrivals.map(({ raw }) => raw).join()
      expect(SECRETS.filter((secret) => sent.includes(secret))).toEqual([])
      const kept = await visitor.read<string>(STORED)
      expect(SECRETS.filter((secret) => kept.includes(secret))).toEqual([])
    },
  },
  {
    name: 'parameters that carry secrets are taken out of addresses, referrers, targets and fragments',
    run: async (visitor) => {
      await visitor.arrive({
        path: '/?token=hunter2&a=1&Email=hunter2#code=hunter2&b=1',
        definitions: [viewOf(2), clickOn(3, '#to'), clickIf(4, { field: 'element.href', op: 'exists' })],
        body: `<a id="to" href="/next?password=hunter2&c=1">next</a>`,
      })
      await visitor.click('#to')
      await visitor.viewed(2)
      await visitor.fence()
      expect(visitor.seen(3)).toHaveLength(1)
      expect(visitor.site.intake.arrivals.some(({ raw }) => raw.includes('hunter2'))).toBe(false)
      expect(visitor.seen(1)[0]?.page.url).toContain('a=1')
    },
  },
]

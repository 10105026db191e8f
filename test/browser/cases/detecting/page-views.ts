import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { callOf, viewOf } from '../../shop/definitions.ts'
import { tagOf } from '../../shop/pages.ts'
import { until } from '../../until.ts'
import type { Visitor } from '../../visitor.ts'

const LATER = (visitor: Visitor): string => `<script>
  addEventListener('pageshow', () => setTimeout(() => document.head.append(
    document.createRange().createContextualFragment(${JSON.stringify(tagOf({}, visitor.site.axon)).replaceAll('</', '<\\/')})), 0))
</script>`

/** The snippet asked for definitions so often: so often it started. */
const starts = (visitor: Visitor): number =>
  visitor.site.asked.filter((asked) => asked === 'GET /v1/events/active').length

/** Whatever the page has asked Axon is answered. */
const quiet = (visitor: Visitor): Promise<void> =>
  until('the page is quiet', async () => {
    const answered = `performance.getEntriesByType('resource').filter(({ name }) => name.includes('/v1/')).length`
    const asked = visitor.site.asked.filter((one) => one.includes('/v1/')).length
    return (await visitor.read<number>(answered)) === asked
  })

async function once(visitor: Visitor): Promise<void> {
  await visitor.fence()
  expect(visitor.urls(1)).toEqual(['/'])
  expect(starts(visitor)).toBe(1)
}

export const pageViews: readonly BrowserCase[] = [
  {
    name: 'a page that loads: one view, however often pageshow comes',
    run: async (visitor) => {
      await visitor.arrive({ snippet: { isAsync: false } })
      await visitor.run(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))`)
      await once(visitor)
      expect(await visitor.read(`witness.shown.length`)).toBe(2)
    },
  },
  {
    name: 'a snippet that starts after pageshow: one view',
    run: async (visitor) => {
      await visitor.arrive({ snippet: false, before: LATER(visitor) })
      await once(visitor)
    },
  },
  {
    name: 'a return from the back/forward cache: one view',
    run: async (visitor) => {
      await visitor.arrive({ body: `<a id="to" href="/other">other</a>` })
      await quiet(visitor) // no browser keeps a page that waits for an answer
      await visitor.click('#to')
      await visitor.reach('/other')
      await visitor.viewed(2)
      await visitor.run(`setTimeout(() => history.back(), 0)`)
      await visitor.reach('/')
      await until('the page was kept', () => visitor.read<boolean>(`witness.shown.at(-1) === true`))
      await visitor.viewed(3)
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/', '/other', '/'])
    },
  },
  {
    name: 'a reload: one view more',
    run: async (visitor) => {
      await visitor.arrive()
      await visitor.run(`setTimeout(() => location.reload(), 0)`)
      await visitor.viewed(2)
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/', '/'])
    },
  },
  {
    name: 'the script twice: one start',
    run: async (visitor) => {
      const again = tagOf({ isAsync: false }, visitor.site.axon)
      await visitor.arrive({ before: again, body: again })
      await once(visitor)
    },
  },
  {
    name: 'the script again under its immutable address: one start',
    run: async (visitor) => {
      const hashed = tagOf({}, visitor.site.axon).replace('/axon.js', '/axon-0123456789abcdef.js')
      await visitor.arrive({ body: hashed })
      await once(visitor)
    },
  },
  {
    name: 'title and referrer belong to the view',
    run: async (visitor) => {
      await visitor.arrive({ body: `<a id="to" href="/other?a=1">other</a>` })
      await visitor.click('#to')
      await visitor.viewed(2)
      expect(visitor.seen(1)[1]?.page).toMatchObject({
        url: `${visitor.site.url}/other?a=1`,
        title: 'Shop',
        referrer: `${visitor.site.url}/`,
      })
    },
  },
  {
    name: 'a title that is set after the route: the new title, with the address of the route',
    run: async (visitor) => {
      await visitor.arrive()
      await visitor.run(`history.pushState(null, '', '/b'); setTimeout(() => { document.title = 'B' }, 0)`)
      await until('the title is set', async () => (await visitor.read<string>('document.title')) === 'B')
      await visitor.flushed('the view', () => visitor.seen(1).length >= 2)
      await visitor.run(
        `history.pushState(null, '', '/c'); requestAnimationFrame(() => { document.title = 'C' })`,
      )
      // What is flushed is sent with the title of that moment.
      await until('the title is set', async () => (await visitor.read<string>('document.title')) === 'C')
      await visitor.flushed('the view', () => visitor.seen(1).length >= 3)
      await visitor.fence()
      const seen = visitor.seen(1).map(({ page }) => [page.url.replace(visitor.site.url, ''), page.title])
      expect(seen).toEqual([
        ['/', 'Shop'],
        ['/b', 'B'],
        ['/c', 'C'],
      ])
    },
  },
  {
    name: 'once per session: once over two pages and a reload; once per page: once each',
    run: async (visitor) => {
      const definitions = [
        viewOf(2, undefined, { fire: 'ONCE_PER_SESSION' }),
        viewOf(3, undefined, { fire: 'ONCE_PER_PAGE' }),
        callOf(4, 'hello', { fire: 'ONCE_PER_PAGE' }),
        callOf(5, 'hello', { fire: 'ONCE_PER_SESSION' }),
      ]
      await visitor.arrive({ definitions, body: `<a id="to" href="/other">other</a>` })
      await visitor.run(`axon.track('hello'); axon.track('hello'); axon.flush()`)
      await visitor.arrived(4, 1)
      await visitor.click('#to')
      await visitor.reach('/other')
      await visitor.viewed(2)
      await visitor.run(`axon.track('hello'); axon.track('hello'); setTimeout(() => location.reload(), 0)`)
      await visitor.viewed(3)
      await visitor.fence()
      expect(visitor.urls(2)).toEqual(['/'])
      expect(visitor.urls(3)).toEqual(['/', '/other', '/other'])
      expect(visitor.urls(4)).toEqual(['/', '/other'])
      expect(visitor.urls(5)).toEqual(['/'])
    },
  },
  {
    name: 'a rate of 0 records nobody, a rate of 1 everybody',
    run: async (visitor) => {
      await visitor.arrive({
        definitions: [viewOf(2, undefined, { sampleRate: 0 }), viewOf(3, undefined, { sampleRate: 1 })],
      })
      await visitor.fence()
      expect([visitor.urls(2), visitor.urls(3)]).toEqual([[], ['/']])
    },
  },
]

import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { until } from '../../until.ts'

/** What the pages of this case do by themselves: say that they are loaded, go where the shop says, and make a fence once they are shown. */
const SELF_DRIVEN = `
  const loaded = () => fetch('/loaded' + location.pathname)
  addEventListener('load', loaded)
  const shown = async () => {
    if (location.pathname === '/shown') { axon.track('fence'); history.pushState(null, '', '/fence-1'); return }
    const to = await (await fetch('/go')).text()
    if (to) document.querySelector('#to').click()
    else setTimeout(shown, 50)
  }
  if (document.prerendering) document.addEventListener('prerenderingchange', () => setTimeout(shown, 500))
  else addEventListener('load', shown)`

const RULES = JSON.stringify({ prerender: [{ urls: ['/shown', '/never'], eagerness: 'immediate' }] })

export const prerendering: readonly BrowserCase[] = [
  {
    name: 'a prerendered page: no view and no request until it is shown, then one; never shown: none',
    leftOut: { firefox: 'it does not prerender', webkit: 'it does not prerender' },
    run: async (visitor) => {
      const { site } = visitor
      visitor.define()
      site.page = { before: `<script>${SELF_DRIVEN}</script>` }
      site.pages.set('/', {
        ...site.page,
        body: `<a id="to" href="/shown">shown</a><script type="speculationrules">${RULES}</script>`,
      })
      site.files.set('/go', '')
      const close = await visitor.openUnattended(`${site.url}/`)
      try {
        await until('both pages are prerendered', () =>
          ['/loaded/shown', '/loaded/never'].every((path) => site.visited.includes(path)),
        )
        await until('the landing is seen', () => visitor.seen(1).length > 0)
        expect(visitor.urls(1)).toEqual(['/'])
        const starts = () => site.asked.filter((asked) => asked === 'GET /v1/events/active').length
        expect(starts()).toBe(1)
        site.files.set('/go', '/shown')
        await until('the fence is there', () => visitor.fences() === 2)
        expect(visitor.urls(1)).toEqual(['/', '/shown'])
        expect(starts()).toBe(2)
        expect(site.visited.filter((path) => path === '/loaded/shown')).toHaveLength(1)
      } finally {
        await close()
      }
    },
  },
]

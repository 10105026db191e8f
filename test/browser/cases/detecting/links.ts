import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { clickOn } from '../../shop/definitions.ts'

const LINK = '<a id="to" href="/next">next</a>'

export const links: readonly BrowserCase[] = [
  {
    name: 'a press on a link to another page reaches Axon: once, and so does the next page',
    run: async (visitor) => {
      await visitor.arrive({ body: LINK, definitions: [clickOn(2, '#to')] })
      await visitor.click('#to')
      await visitor.reach('/next')
      await visitor.arrived(2, 1)
      await visitor.viewed(2)
      await visitor.fence()
      expect(visitor.urls(2)).toEqual(['/'])
      expect(visitor.urls(1)).toEqual(['/', '/next'])
    },
  },
  {
    name: 'a press on a link to a page without the snippet reaches Axon: once',
    run: async (visitor) => {
      await visitor.arrive({ body: LINK, definitions: [clickOn(2, '#to')] })
      visitor.site.pages.set('/next', { snippet: false })
      await visitor.click('#to')
      await visitor.reach('/next')
      await visitor.arrived(2, 1)
      expect(visitor.urls(2)).toEqual(['/'])
    },
  },
  {
    name: 'a press on a link whose handler leaves the page at once: once',
    run: async (visitor) => {
      await visitor.arrive({
        body: `<button id="to" onclick="location.href = '/next'">next</button>`,
        definitions: [clickOn(2, '#to')],
      })
      await visitor.click('#to')
      await visitor.reach('/next')
      await visitor.arrived(2, 1)
      await visitor.viewed(2)
      await visitor.fence()
      expect(visitor.urls(2)).toEqual(['/'])
    },
  },
  routerLink('a link of a router to the route where one is: the press once, no view', '/', ['/']),
  routerLink(
    'a link of a router to another route: the press once, on the page where it was, and one view',
    '/b',
    ['/', '/b'],
  ),
  {
    name: 'a selector that the browser refuses: the other rules match, and it is said once',
    run: async (visitor) => {
      const refused = 'button:no-such-class(1)'
      await visitor.arrive({
        body: '<button id="buy">buy</button>',
        definitions: [clickOn(2, refused), clickOn(3, '#buy'), clickOn(4, 'button')],
      })
      await visitor.click('#buy')
      await visitor.click('#buy')
      await visitor.fence()
      expect([2, 3, 4].map((id) => visitor.seen(id).length)).toEqual([0, 2, 2])
      const said = await visitor.read<readonly string[]>(`witness.said`)
      expect(said.filter((line) => line.includes(refused))).toHaveLength(1)
    },
  },
]

/** A press on the link of a router, which handles it itself; `views` are the pages that are seen in all. */
function routerLink(name: string, href: string, views: readonly string[]): BrowserCase {
  return {
    name,
    run: async (visitor) => {
      await visitor.arrive({
        body: `<a id="to" href="${href}">to</a><script>
          to.onclick = (event) => { event.preventDefault(); history.pushState(null, '', to.href) }</script>`,
        definitions: [clickOn(2, '#to')],
      })
      await visitor.click('#to')
      await visitor.fence()
      expect(visitor.urls(2)).toEqual(['/'])
      expect(visitor.urls(1)).toEqual(views)
    },
  }
}

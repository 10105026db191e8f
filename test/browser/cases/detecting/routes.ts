import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { at, FENCE_VIEW, viewOf } from '../../shop/definitions.ts'
import type { Visitor } from '../../visitor.ts'

const push = (path: string): string => `history.pushState(null, '', ${JSON.stringify(path)})`
const replace = (path: string): string => `history.replaceState(null, '', ${JSON.stringify(path)})`

/** The page of a path-routed shop does this; then these views are all that was seen beside the landing. */
const views = (name: string, statements: string, expected: readonly string[]): BrowserCase => ({
  name,
  run: async (visitor) => {
    await visitor.arrive()
    await visitor.run(statements)
    await visitor.fence()
    expect(visitor.urls(1)).toEqual(['/', ...expected])
  },
})

/** The same, one after the other: each must have arrived before the next happens. */
const stepwise = (name: string, steps: readonly (readonly [string, string])[]): BrowserCase => ({
  name,
  run: async (visitor) => {
    await visitor.arrive()
    const seen = ['/']
    for (const [statements, path] of steps) {
      await visitor.run(statements)
      seen.push(path)
      await visitor.flushed(`the view of ${path}`, () => visitor.urls(1).length >= seen.length)
    }
    await visitor.fence()
    expect(visitor.urls(1)).toEqual(seen)
  },
})

const HASH = { snippet: { routing: 'hash' } } as const

async function typing(visitor: Visitor): Promise<void> {
  await visitor.arrive({
    definitions: [
      viewOf(2, at('/search')),
      viewOf(3, { field: 'url.query.q', op: 'exists' }),
      viewOf(4, { field: 'url.query.page', op: 'exists' }),
    ],
    path: '/search',
    body: `<input id="q" autofocus oninput="history.replaceState(null, '', '?q=' + this.value)">`,
  })
  await visitor.click('#q')
  await visitor.page.type('abc')
  await visitor.reach('/search?q=abc')
  await visitor.fence()
  expect(visitor.urls(1)).toEqual(['/search'])
  expect(visitor.urls(2)).toEqual(['/search'])
  expect(visitor.urls(3)).toEqual(['/search?q=a', '/search?q=ab', '/search?q=abc'])
  expect(visitor.urls(4)).toEqual([])
}

export const routes: readonly BrowserCase[] = [
  views('a route: one view', push('/b'), ['/b']),
  views('replaceState of the current address, then pushState: one view', `${replace('/')}; ${push('/b')}`, [
    '/b',
  ]),
  views('pjax pushes, then replaces with the same address: one view', `${push('/b')}; ${replace('/b')}`, [
    '/b',
  ]),
  {
    name: 'pjax pushes, and replaces when the answer is there: one view',
    run: async (visitor) => {
      await visitor.arrive()
      await visitor.run(
        `${push('/b')}; await fetch('/b').then((answer) => answer.text()); history.replaceState({ pjax: 1 }, 'B', '/b')`,
      )
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/', '/b'])
    },
  },
  views('the same address three times: no view', `${push('/')}; ${push('/')}; ${push('/')}`, []),
  views('replaceState to another path: one view', replace('/b'), ['/b']),
  views('pushState without an address: no view', `history.pushState({ a: 1 }, '')`, []),
  views('two routes at once: both are seen', `${push('/b')}; ${push('/c')}`, ['/b', '/c']),
  stepwise('Back and Forward: one view each', [
    [push('/b'), '/b'],
    ['history.back()', '/'],
    ['history.forward()', '/b'],
  ]),
  {
    name: '#section on a page that is routed by path: no view',
    run: async (visitor) => {
      await visitor.arrive({ body: `<a id="to" href="#section">down</a><h2 id="section">here</h2>` })
      await visitor.click('#to')
      await visitor.reach('/#section')
      await visitor.run(`location.hash = '#other'; history.replaceState(null, '', '#third')`)
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/'])
    },
  },
  {
    name: 'a rule on url.hash sees each fragment once',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [viewOf(2, { field: 'url.hash', op: 'startsWith', value: 's' })] })
      await visitor.run(`${push('#s1')}; ${push('#s1')}; location.hash = '#s2'`)
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/'])
      expect(visitor.urls(2)).toEqual(['/#s1', '/#s2'])
    },
  },
  {
    name: 'a hash router through pushState and through location.hash: one view each',
    run: async (visitor) => {
      await visitor.arrive({ ...HASH, definitions: [viewOf(2, at('/about'), { routing: 'hash' })] })
      await visitor.run(push('#/about'))
      await visitor.flushed('the view of #/about', () => visitor.seen(1).length >= 2)
      await visitor.run(`location.hash = '#/team'`)
      await visitor.flushed('the view of #/team', () => visitor.seen(1).length >= 3)
      await visitor.run(`history.back()`)
      await visitor.flushed('the view after Back', () => visitor.seen(1).length >= 4)
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/', '/#/about', '/#/team', '/#/about'])
      expect(visitor.urls(2)).toEqual(['/#/about', '/#/about'])
    },
  },
  {
    name: 'a hash router that changes the query of its route: only a rule on it sees it',
    run: async (visitor) => {
      const definitions = [
        viewOf(2, { field: 'url.query.tab', op: 'exists' }, { routing: 'hash' }),
        viewOf(3, at('/about'), { routing: 'hash' }),
      ]
      await visitor.arrive({ ...HASH, definitions, path: '/#/about' })
      await visitor.run(`${push('#/about?tab=1')}; location.hash = '#/about?tab=2'`)
      await visitor.fence()
      expect(visitor.urls(1)).toEqual(['/#/about'])
      expect(visitor.urls(2)).toEqual(['/#/about?tab=1', '/#/about?tab=2'])
      expect(visitor.urls(3)).toEqual(['/#/about'])
    },
  },
  {
    name: 'the query changes while somebody types: no view for a rule on the path, each for a rule on that parameter',
    run: typing,
  },
  {
    name: 'a rule that fires once per page fires again after a route change',
    run: async (visitor) => {
      await visitor.arrive({
        definitions: [viewOf(2, { field: 'url.query.q', op: 'exists' }, { fire: 'ONCE_PER_PAGE' })],
        path: '/?q=1',
      })
      await visitor.run(`${push('/?q=2')}; ${push('/b?q=3')}; ${push('/b?q=4')}`)
      await visitor.fence()
      expect(visitor.urls(2)).toEqual(['/?q=1', '/b?q=3'])
    },
  },
  {
    name: 'fences themselves: each is one view',
    run: async (visitor) => {
      await visitor.arrive()
      await visitor.fence()
      await visitor.fence()
      expect(visitor.site.intake.stored.filter(({ eventId }) => eventId === FENCE_VIEW)).toHaveLength(2)
    },
  },
]

import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { builtApp } from '../../frameworks/built-app.ts'
import { at, viewOf } from '../../shop/definitions.ts'
import { until } from '../../until.ts'

const APPS = { 'React Router': 'react-router-app', 'Vue Router': 'vue-router-app' } as const

/** What a visitor does in it, and where that leads. */
const WAY = [
  ['#list', '/list'],
  ['#item', '/list/7'],
  ['#home', '/'],
  ['#old', '/list'],
] as const

const shop = (name: keyof typeof APPS, routing: 'path' | 'hash'): BrowserCase => ({
  name: `${name} by ${routing}: one view for each route, with its title`,
  run: async (visitor) => {
    visitor.site.files.set('/app.js', await builtApp(APPS[name]))
    await visitor.arrive({
      snippet: { routing },
      definitions: [viewOf(2, at('/list'), { routing })],
      body: `<div id="app"></div><script>window.routing = '${routing}'</script><script src="/app.js"></script>`,
    })
    const shown = (path: string): Promise<void> =>
      until(`the shop shows ${path}`, () =>
        visitor.read<boolean>(
          `document.querySelector('#at')?.textContent === ${JSON.stringify(path)} && document.title.endsWith(' ${path}')`,
        ),
      )
    await shown('/')
    const routes = ['/']
    const next = async (path: string): Promise<void> => {
      await shown(path)
      routes.push(path)
      await visitor.flushed(`the view of ${path}`, () => visitor.seen(1).length >= routes.length)
    }
    for (const [link, path] of WAY) {
      await visitor.click(link)
      await next(path)
    }
    await visitor.run('history.back()')
    await next('/')
    await visitor.run('history.forward()')
    await next('/list')
    await visitor.click('#list') // where one is already; a router may load it again
    await visitor.fenceOfCall()
    await until('the router is idle', () => visitor.read<boolean>(`window.isIdle?.() ?? true`))
    await visitor.fence()
    const prefix = routing === 'hash' ? '/#' : ''
    const urls = visitor.urls(1)
    expect(urls.map((url) => (url === '/' ? `${prefix}/` : url))).toEqual(routes.map((path) => prefix + path))
    // The landing may be seen before the framework runs, and sets the title.
    const [, ...titles] = visitor.seen(1).map(({ page }) => page.title)
    expect(titles).toEqual(routes.slice(1).map((path) => `${name.split(' ')[0]} ${path}`))
    expect(visitor.seen(2)).toHaveLength(routes.filter((path) => path === '/list').length)
  },
})

export const frameworks: readonly BrowserCase[] = [
  shop('React Router', 'path'),
  shop('React Router', 'hash'),
  shop('Vue Router', 'path'),
  shop('Vue Router', 'hash'),
]

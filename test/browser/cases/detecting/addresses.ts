import { expect } from 'vitest'
import type { Condition } from '../../../../src/conditions/condition.ts'
import type { BrowserCase } from '../../browser-case.ts'
import { address, at, viewOf } from '../../shop/definitions.ts'
import { FOREIGN_HOSTS } from '../../shop/foreign-hosts.ts'

/** A shop whose page goes to an address: exactly the definitions 2, 3, … match it, each once. The last two match nothing. */
const matching = (
  name: string,
  to: string,
  rules: (origin: string) => readonly Condition[],
): BrowserCase => ({
  name,
  run: async (visitor) => {
    const conditions = rules(visitor.site.url)
    const others = [at('/somewhere/else'), address('http://localhost:1/')]
    const definitions = [...conditions, ...others].map((when, index) => viewOf(index + 2, when))
    await visitor.arrive({ definitions })
    await visitor.run(`history.pushState(null, '', ${JSON.stringify(to)})`)
    await visitor.fence()
    expect(visitor.seen(1)).toHaveLength(2)
    const counts = definitions.map(({ id }) => visitor.seen(id).length)
    expect(counts).toEqual([...conditions.map(() => 1), 0, 0])
  },
})

export const addresses: readonly BrowserCase[] = [
  matching('relative and absolute addresses are the same', 'shop/../shop/b', (origin) => [
    address(`${origin}/shop/b`),
    address('/shop/b'),
    at('/shop/b'),
  ]),
  matching('/x/ is /x', '/x/', (origin) => [at('/x'), at('/x/'), address('/x'), address(`${origin}/x/`)]),
  matching('my%20file is "my file"', '/my%20file', () => [
    at('/my file'),
    at('/my%20file'),
    address('/my file'),
    address('/my%20file'),
  ]),
  matching('"my file" is my%20file', '/my file', () => [
    at('/my file'),
    at('/my%20file'),
    address('/my%20file'),
  ]),
  matching('paths in Korean, as they are written and as they are sent', '/상품/목록', (origin) => [
    at('/상품/목록'),
    address('/상품/목록'),
    address(`${origin}/%EC%83%81%ED%92%88/%eb%aa%a9%eb%a1%9d`),
    { field: 'url.path', op: 'startsWith', value: '/상품' },
    { field: 'url.path', op: 'glob', value: '/상품/*' },
  ]),
  matching('the order of a query does not matter, repeated names keep theirs', '/list?b=2&a=1&b=1', () => [
    address('/list?a=1&b=2&b=1'),
    { field: 'url.query.b', op: 'equals', value: '2' },
  ]),
  matching('a plus in a query is a space', '/list?q=red+shoes', () => [
    address('/list?q=red%20shoes'),
    { field: 'url.query.q', op: 'equals', value: 'red shoes' },
  ]),
  {
    name: '/x, then /x/: the same page, no view',
    run: async (visitor) => {
      await visitor.arrive({
        path: '/x',
        definitions: [viewOf(2, { field: 'url', op: 'contains', value: '/x' })],
      })
      await visitor.run(`history.pushState(null, '', '/x/'); history.replaceState(null, '', '/%78')`)
      await visitor.fence()
      expect([visitor.urls(1), visitor.urls(2)]).toEqual([['/x'], ['/x']])
    },
  },
  {
    name: 'a host that is not ASCII: rules on it match as people write it and as browsers do',
    leftOut: {
      webkit:
        'its automation can give no address to a host name, and names outside of localhost lead nowhere',
    },
    run: async (visitor) => {
      const [ascii] = FOREIGN_HOSTS
      const { port } = visitor.site
      visitor.define(
        viewOf(2, address(`http://пример.рф:${port}/путь`)),
        viewOf(3, address(`http://${ascii}:${port}/%D0%BF%D1%83%D1%82%D1%8C/`)),
        viewOf(4, { field: 'url.host', op: 'equals', value: `пример.рф:${port}` }),
        viewOf(5, { field: 'url.host', op: 'equals', value: `${ascii}:${port}` }),
        viewOf(6, { field: 'url.host', op: 'equals', value: `localhost:${port}` }),
      )
      await visitor.page.open(`http://пример.рф:${port}/путь`)
      await visitor.viewed(1)
      await visitor.fence()
      expect([2, 3, 4, 5, 6].map((id) => visitor.seen(id).length)).toEqual([1, 1, 1, 1, 0])
      expect(new URL(visitor.seen(1)[0]!.page.url).hostname).toBe(ascii)
    },
  },
]

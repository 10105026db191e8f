import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { callOf, VIEW } from '../../shop/definitions.ts'
import type { Reply } from '../../shop/recorded-intake.ts'
import { until } from '../../until.ts'
import type { Visitor } from '../../visitor.ts'

const HELLO = callOf(2, 'hello')

/** `axon.track('hello', {number})` from 1 on, so often. */
const track = (times: number, extra = ''): string =>
  `for (let number = 1; number <= ${times}; number += 1) axon.track('hello', { number${extra} })`

const numbers = (visitor: Visitor): readonly unknown[] =>
  visitor.seen(2).map(({ properties }) => properties?.number)

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1)

/** How often an item of event 2 was in a request, whatever became of that. */
const attempts = (visitor: Visitor): number =>
  visitor.site.intake.arrivals.flatMap(({ items }) => items).filter(({ eventId }) => eventId === 2).length

const isFailing = (visitor: Visitor, times: number): Promise<void> =>
  until(`${times} attempts`, () => attempts(visitor) >= times)

/** The intake does this twice; then it accepts, and everything is there once, in order. */
const retried = (name: string, reply: Reply): BrowserCase => ({
  name: `${name}: asked again, stored once`,
  run: async (visitor) => {
    await visitor.arrive({ definitions: [HELLO] })
    visitor.site.intake.replies.push(reply, reply)
    await visitor.run(`${track(3)}; axon.flush()`)
    await until('all are stored', () => visitor.seen(2).length >= 3)
    await visitor.fence()
    expect(numbers(visitor)).toEqual([1, 2, 3])
    expect(attempts(visitor)).toBeGreaterThanOrEqual(9)
  },
})

/** The intake answers so once; what it got is never sent again, and what comes later is. */
const dropped = (status: number): BrowserCase => ({
  name: `${status}: not asked again`,
  run: async (visitor) => {
    await visitor.arrive({ definitions: [HELLO] })
    visitor.site.intake.replies.push({ status })
    await visitor.run(`${track(1)}; axon.flush()`)
    await isFailing(visitor, 1)
    await visitor.fence()
    expect(attempts(visitor)).toBe(1)
    expect(numbers(visitor)).toEqual([])
  },
})

export const sending: readonly BrowserCase[] = [
  retried('a server that is away', 'away'),
  retried('500', { status: 500 }),
  retried('503', { status: 503, headers: { 'retry-after': '1' } }),
  retried('408', { status: 408 }),
  dropped(400),
  dropped(403),
  dropped(413),
  {
    name: '202: sent once, never again, not by the next page either',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [HELLO] })
      await visitor.run(`${track(3)}; axon.flush()`)
      await visitor.arrived(2, 3)
      await visitor.run(`setTimeout(() => location.reload(), 0)`)
      await visitor.viewed(2)
      await visitor.fence()
      expect(numbers(visitor)).toEqual([1, 2, 3])
      expect(attempts(visitor)).toBe(3)
    },
  },
  {
    name: '429 with Retry-After: not before its time, then once',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [HELLO] })
      visitor.site.intake.replies.push({ status: 429, headers: { 'retry-after': '3' } })
      await visitor.run(`${track(2)}; axon.flush()`)
      await isFailing(visitor, 2)
      await until('all are stored', () => visitor.seen(2).length >= 2)
      await visitor.fence()
      const { arrivals } = visitor.site.intake
      const refused = arrivals.find(({ status }) => status === 429)!
      const next = arrivals.find(({ atMs, status }) => atMs > refused.atMs && status === 202)!
      expect(next.atMs - refused.atMs).toBeGreaterThanOrEqual(3_000)
      expect(numbers(visitor)).toEqual([1, 2])
    },
  },
  {
    name: 'a reply that is lost after everything was stored: asked again with the same ids',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [HELLO] })
      visitor.site.intake.loseNextReply()
      await visitor.run(`${track(2)}; axon.flush()`)
      await isFailing(visitor, 4)
      await visitor.fence()
      expect(numbers(visitor)).toEqual([1, 2])
      expect(attempts(visitor)).toBe(4)
    },
  },
  {
    name: 'batches: at most 20 items, in the order in which they happened',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [HELLO] })
      await visitor.run(track(45))
      await visitor.arrived(2, 45)
      await visitor.fence()
      expect(numbers(visitor)).toEqual(upTo(45))
      expect(Math.max(...visitor.site.intake.arrivals.map(({ items }) => items.length))).toBeLessThanOrEqual(
        20,
      )
    },
  },
  {
    name: 'without flush: everything within its time',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [HELLO] })
      await visitor.run(track(3))
      await until('all are stored', () => visitor.seen(2).length >= 3)
      expect(numbers(visitor)).toEqual([1, 2, 3])
    },
  },
  {
    name: '30 large items when the page is left: each once, the last from the next page',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [HELLO], body: '<a id="to" href="/next">next</a>' })
      await visitor.run(`addEventListener('pagehide', () => {}); document.querySelector('#to').addEventListener('click', () => {
        ${track(30, `, text: '가'.repeat(400)`)} })`)
      await visitor.click('#to')
      await visitor.reach('/next')
      await visitor.arrived(2, 30)
      await visitor.fence()
      expect([...numbers(visitor)].sort((a, b) => Number(a) - Number(b))).toEqual(upTo(30))
    },
  },
  {
    name: 'a server that is away when the page is left: the next page sends, each once',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [HELLO] })
      visitor.site.intake.otherwise = 'away'
      await visitor.run(`${track(5)}; axon.flush()`)
      await isFailing(visitor, 5)
      await visitor.page.open(`${visitor.site.url}/next`)
      visitor.site.intake.otherwise = { status: 202 }
      await visitor.arrived(2, 5)
      await visitor.fence()
      expect(numbers(visitor)).toEqual([1, 2, 3, 4, 5])
    },
  },
  {
    name: 'two tabs with one queue: what one could not send is stored once',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [HELLO] })
      visitor.site.intake.otherwise = 'away'
      await visitor.run(`${track(4)}; axon.flush()`)
      await isFailing(visitor, 4)
      const other = await visitor.anotherTab()
      await other.page.open(`${visitor.site.url}/other`)
      await other.run(`axon.track('hello', { number: 5 }); axon.flush()`)
      await isFailing(visitor, 9)
      visitor.site.intake.otherwise = { status: 202 }
      await Promise.all([visitor.run('axon.flush()'), other.run('axon.flush()')])
      await other.arrived(2, 5)
      await visitor.fence()
      await other.fence()
      expect([...numbers(visitor)].sort()).toEqual([1, 2, 3, 4, 5])
      expect(new Set(visitor.site.intake.arrivals.map(({ anonymousId }) => anonymousId)).size).toBe(1)
      expect(visitor.seen(VIEW)).toHaveLength(2)
    },
  },
  {
    name: 'offline for a while, over two pages: then everything once',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [HELLO] })
      visitor.site.intake.otherwise = 'away'
      await visitor.run(`${track(2)}; history.pushState(null, '', '/b'); axon.flush()`)
      await isFailing(visitor, 2)
      await visitor.page.open(`${visitor.site.url}/c`)
      await visitor.run(`axon.track('hello', { number: 3 }); axon.flush()`)
      await isFailing(visitor, 5)
      visitor.site.intake.otherwise = { status: 202 }
      await visitor.run(`dispatchEvent(new Event('online'))`)
      await visitor.arrived(2, 3)
      await visitor.fence()
      expect(numbers(visitor)).toEqual([1, 2, 3])
      expect(visitor.urls(VIEW)).toEqual(['/', '/b', '/c'])
    },
  },
  {
    name: 'more than a queue holds while the server is away: the newest 200 at most, and the page goes on',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [HELLO] })
      visitor.site.intake.otherwise = { status: 500 }
      await visitor.run(track(260))
      visitor.site.intake.otherwise = { status: 202 }
      await until('the newest is stored', async () => {
        await visitor.run('axon.flush()')
        return numbers(visitor).includes(260)
      })
      await visitor.fence()
      const seen = numbers(visitor).map(Number)
      expect(seen.length).toBeLessThanOrEqual(220)
      expect(seen.length).toBeGreaterThan(100)
      expect(new Set(seen).size).toBe(seen.length)
    },
  },
]

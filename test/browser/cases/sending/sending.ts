import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import type { Reply } from '../../shop/recorded-intake.ts'
import { until } from '../../until.ts'
import { attempts, HELLO, isAnswered, isFailing, numbers, track, upTo } from './hellos.ts'

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
      await isAnswered(visitor)
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
]

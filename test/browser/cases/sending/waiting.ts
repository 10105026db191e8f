import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { VIEW } from '../../shop/definitions.ts'
import type { Reply } from '../../shop/recorded-intake.ts'
import { until } from '../../until.ts'
import type { Visitor } from '../../visitor.ts'
import { attempts, HELLO, isAnswered, isFailing, numbers, track, upTo } from './hellos.ts'

/** Two items are sent and get no answer, one waits, and the visitor goes to a page without the snippet; this becomes of the last request. */
async function leftMeanwhile(visitor: Visitor, reply: Reply): Promise<void> {
  const { intake, pages } = visitor.site
  await visitor.arrive({ definitions: [HELLO], body: '<a id="to" href="/next">next</a>' })
  pages.set('/next', { snippet: false })
  await isAnswered(visitor)
  intake.replies.push('silent')
  intake.otherwise = reply
  await visitor.run(`${track(2)}; axon.flush(); axon.track('hello', { number: 3 })`)
  await isFailing(visitor, 2)
  await visitor.click('#to')
  await visitor.reach('/next')
  await isFailing(visitor, 3)
}

/** What could not be sent from the page where it happened. */
export const waiting: readonly BrowserCase[] = [
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
    name: 'a page that is left while a request is under way, and the server goes away: the next page sends, each once',
    run: async (visitor) => {
      await leftMeanwhile(visitor, 'away')
      visitor.site.intake.otherwise = { status: 202 }
      await visitor.page.open(`${visitor.site.url}/third`)
      await visitor.fence()
      expect([...numbers(visitor)].sort()).toEqual([1, 2, 3])
    },
  },
  {
    name: 'a page that is left while a request is under way: what waits behind it needs no other page, and each is stored once',
    run: async (visitor) => {
      await leftMeanwhile(visitor, { status: 202 })
      expect(numbers(visitor)).toEqual([3])
      await visitor.page.open(`${visitor.site.url}/third`)
      await visitor.fence()
      expect(numbers(visitor)).toEqual([3, 1, 2])
    },
  },
  {
    name: 'a page that is only hidden: what it sent then is stored once, and it hears of it',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [HELLO] })
      await isAnswered(visitor)
      await visitor.run(`
        window.answers = []
        axon.onMatch(({ eventId }, answer) => eventId === 2 && answer && answers.push(answer.outcome))
        ${track(3)}
        Object.defineProperty(document, 'hidden', { value: true, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
        delete document.hidden`)
      await isFailing(visitor, 6)
      await isAnswered(visitor)
      expect(await visitor.read('answers.length')).toBe(3)
      expect([...numbers(visitor)].sort()).toEqual([1, 2, 3])
      await visitor.fence()
      expect(attempts(visitor)).toBe(6)
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
    name: 'a browser that says that it is offline: nothing is asked meanwhile, then everything is stored once',
    run: async (visitor) => {
      await visitor.arrive({ definitions: [HELLO] })
      await isAnswered(visitor)
      await visitor.run(`
        Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })
        ${track(2)}; history.pushState(null, '', '/b'); axon.flush()
        await fetch('${visitor.site.endpoint}/fence')`)
      expect(attempts(visitor)).toBe(0)
      await visitor.run('delete navigator.onLine')
      await visitor.fence()
      expect(numbers(visitor)).toEqual([1, 2])
      expect(visitor.urls(VIEW)).toEqual(['/', '/b'])
      expect(attempts(visitor)).toBe(2)
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

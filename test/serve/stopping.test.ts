import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm/sql'
import { afterEach, describe, expect, it } from 'vitest'
import { waitUntil } from '../../services/wait-until.ts'
import { verify } from '../../src/operations/verify.ts'
import { entryText } from '../http/entry-text.ts'
import { RawRequest } from '../http/raw-request.ts'
import { SHOP } from '../shop.ts'
import { type Answered, RunningService, tokenOf } from './running-service.ts'

const [PRODUCT] = SHOP.products
const [ACTIVITY] = SHOP.campaignActivities
const FOR_ALL = {
  ...SHOP,
  products: [{ ...PRODUCT, stock: 1_000_000 }],
  campaignActivities: [{ ...ACTIVITY, limitCount: null }],
}

/** Users who ask one after the other, each at once after the one before, until the service is gone. */
async function customers(
  service: RunningService,
  firstUser: number,
  told: Map<number, Answered>,
): Promise<void> {
  for (let user = firstUser; ; user += 1) {
    try {
      told.set(user, await service.enter(await tokenOf(user)))
    } catch {
      return
    }
  }
}

it('asked to stop under load, it answers what it has read, says so to its balancer, and ends with 143', async () => {
  const service = await RunningService.start({ shop: FOR_ALL, args: ['--drain-delay', '1'] })
  try {
    const told = new Map<number, Answered>()
    const all = Array.from({ length: 10 }, (_, index) => customers(service, 1 + index * 10_000, told))
    expect(await waitUntil(async () => told.size > 100, 10_000)).toBe(true)
    service.signal('SIGTERM')
    expect(await waitUntil(async () => (await service.ask('/readyz')).status === 503, 1_500)).toBe(true)
    const beforeTheEnd = told.size
    const late = await Promise.race([service.ended(), wait(10_000, 'late' as const, { ref: false })])
    expect(late).toBe(143)
    await Promise.all(all)
    expect(told.size).toBeGreaterThan(beforeTheEnd) // it went on while it drained
    expect([...told.values()].filter(({ status }) => status !== 201)).toEqual([])
    // Whoever was approved was told, or had sent nothing that was read to its end.
    const { activities } = await service.folder.status()
    expect(activities[0]!.approved).toBe(told.size)
    const { holds } = await service.folder.withDatabase((database) => verify(database))
    expect(holds).toBe(true)
  } finally {
    await service.stop()
  }
}, 40_000)

describe('asked to stop while requests are on their way on connections', () => {
  let service: RunningService
  afterEach(() => service.stop())

  const start = async (drainDelay: string) => {
    service = await RunningService.start({
      shop: FOR_ALL,
      args: ['--drain-delay', drainDelay, '--limit-user', '0'],
    })
  }
  const entryOf = async (user: number): Promise<string> => entryText(await tokenOf(user))
  const connect = () => new RawRequest(service.url)
  const isApproved = (answer: string) => answer.includes('"outcome":"approved"')
  /** The users who were told of their entries. */
  const told = (text: string): number[] =>
    text
      .split('HTTP/1.1 ')
      .filter(isApproved)
      .map((answer) => Number(/"userId":(\d+)/.exec(answer)?.[1]))
  const entered = () =>
    service.folder.withDatabase(async ({ query }) => {
      const rows = await query<{ userId: number }>(
        sql`SELECT user_id AS "userId" FROM campaign_activity_entries ORDER BY user_id`,
      )
      return rows.map(({ userId }) => Number(userId))
    })
  const endedInTime = () => Promise.race([service.ended(), wait(10_000, 'late' as const, { ref: false })])

  it.each(['0', '1'])(
    'with --drain-delay %s each of 500 requests that were sent without waiting is answered',
    async (drainDelay) => {
      await start(drainDelay)
      const texts = await Promise.all(
        Array.from({ length: 20 }, (_, row) =>
          Promise.all(Array.from({ length: 25 }, (__, index) => entryOf(1 + row * 25 + index))),
        ),
      )
      const connections = texts.map(() => connect())
      await Promise.all(connections.map(({ socket }) => once(socket, 'connect')))
      for (const [row, connection] of connections.entries()) connection.send(texts[row]!.join(''))
      await Promise.race(connections.map(({ socket }) => once(socket, 'data')))
      service.signal('SIGTERM')
      const answers = await Promise.all(connections.map((connection) => connection.ended()))
      expect(await endedInTime()).toBe(143)
      for (const answer of answers) expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(25)
      const users = answers.flatMap(told).sort((one, other) => one - other)
      expect(users.length).toBeGreaterThan(0)
      expect(users).toEqual(await entered())
    },
    30_000,
  )

  it('answers a request whose body comes meanwhile, one on a connection that was idle, and those before them', async () => {
    await start('1')
    const [slow, idle] = [connect(), connect()]
    const [first, second, third] = await Promise.all([1, 2, 3].map(entryOf))
    slow.send(first! + second!.slice(0, -1))
    idle.send('GET /livez HTTP/1.1\r\nHost: x\r\n\r\n')
    await expect.poll(() => isApproved(slow.text)).toBe(true)
    service.signal('SIGTERM')
    await expect.poll(async () => (await service.ask('/readyz')).status).toBe(503)
    idle.send(third!)
    await expect.poll(() => isApproved(idle.text)).toBe(true)
    // Once it listens no more, it has begun to end connections.
    await expect.poll(() => service.ask('/livez').catch(() => 'gone'), { timeout: 5_000 }).toBe('gone')
    slow.send('}')
    expect(told(await slow.ended())).toEqual([1, 2])
    expect(slow.text).toMatch(/connection: close/i)
    expect(await endedInTime()).toBe(143)
    expect(await entered()).toEqual([1, 2, 3])
  }, 20_000)
})

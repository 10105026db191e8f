import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { sql } from 'drizzle-orm/sql'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { KafkaBroker } from '../../services/kafka/kafka-broker.ts'
import { waitUntil } from '../../services/wait-until.ts'
import { entryText } from '../http/entry-text.ts'
import { RawRequest } from '../http/raw-request.ts'
import { ownTopics } from '../kafka/own-topics.ts'
import { RunningConsumer } from '../kafka/running-consumer.ts'
import { SHOP } from '../shop.ts'
import { RunningService, tokenOf } from './running-service.ts'

const [ACTIVITY] = SHOP.campaignActivities
const FOR_TWO = { ...SHOP, campaignActivities: [{ ...ACTIVITY, limitCount: 2 }] }

let service: RunningService
let consumer: RunningConsumer | undefined
let topics: string
const brokers = inject('kafkaBrokers')

beforeAll(async () => {
  topics = (await ownTopics(brokers, 2)).list
  const kafka = ['--to', 'kafka', '--brokers', brokers, '--topics', topics]
  service = await RunningService.start({ shop: FOR_TWO, args: kafka })
}, 60_000)
afterAll(async () => {
  await consumer?.end('SIGTERM')
  await service.stop()
}, 60_000)

const NOT_WAITING = { prefer: 'wait=0' }

/** Those whose entries are there once a consumer has read all of the topics, in their order. */
async function decidedUsers({ folder }: RunningService, at: string, list: string): Promise<number[]> {
  const database = ['--database', `sqlite:${join(folder.path, 'axon.db')}`]
  const group = ['--group', randomBytes(5).toString('hex'), '--from-beginning', '--exit-when-idle', '3']
  const consume = ['consume', '--brokers', at, '--topics', list, ...database, ...group]
  expect((await folder.axon([...consume, '--no-dashboard'])).code).toBe(0)
  const entries = await folder.withDatabase(({ query }) =>
    query<{ userId: number }>(
      sql`SELECT user_id AS "userId" FROM campaign_activity_entries ORDER BY user_id`,
    ),
  )
  return entries.map(({ userId }) => userId)
}

it('answers with what the broker has, and with the decision once a consumer has made it', async () => {
  const token = await tokenOf(42)
  const pending = await service.enter(token, {}, NOT_WAITING)
  expect([pending.status, pending.body.outcome, pending.body.userId]).toEqual([202, 'pending', 42])
  expect(pending.headers.get('retry-after')).toBe('1')
  expect((await service.ask(pending.body.statusUrl, { token })).status).toBe(202)
  expect((await service.ask(pending.body.statusUrl, { token: await tokenOf(43) })).status).toBe(400)

  const database = ['--database', `sqlite:${join(service.folder.path, 'axon.db')}`]
  const group = ['--group', randomBytes(5).toString('hex'), '--from-beginning', '--no-dashboard']
  consumer = new RunningConsumer(['consume', '--brokers', brokers, '--topics', topics, ...database, ...group])
  const decided = await service.ask(`${pending.body.statusUrl}&wait=25`, { token })
  expect([decided.status, decided.body.outcome, decided.body.sequence]).toEqual([200, 'approved', 1])

  expect((await service.enter(token, {}, NOT_WAITING)).status).toBe(200) // it can be seen already
  const second = await service.enter(await tokenOf(43), {}, { prefer: 'wait=10' })
  expect([second.status, second.body.sequence]).toEqual([201, 2])
  const third = await service.enter(await tokenOf(44), {}, { prefer: 'wait=10' })
  expect([third.status, third.body.reason]).toEqual([409, 'LIMIT_REACHED'])
  const unknown = await service.enter(await tokenOf(45), { productId: 99 }, { prefer: 'wait=10' })
  expect([unknown.status, unknown.body.code]).toEqual([422, 'UNKNOWN_PRODUCT'])
}, 60_000)

it('publishes many at once, each to its own place', async () => {
  const users = Array.from({ length: 200 }, (_, index) => 1_000 + index)
  const answers = await Promise.all(
    users.map(async (user) => service.enter(await tokenOf(user), {}, NOT_WAITING)),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
  const last = answers.at(-1)!
  const token = await tokenOf(users.at(-1)!)
  const decided = await service.ask(`${last.body.statusUrl}&wait=25`, { token })
  expect([decided.status, decided.body.outcome, decided.body.reason]).toEqual([
    200,
    'rejected',
    'LIMIT_REACHED',
  ])
  const { activities } = await service.folder.status()
  expect(activities[0]).toMatchObject({ approved: 2 })
}, 60_000)

it('takes events of the shop as published', async () => {
  const { key } = await service.makeKey('business')
  const items = [{ messageId: 'login-1', triggerType: 'LOGIN_SUCCESS', userId: 42 }]
  const { status, body } = await service.ask('/v1/business-events', {
    method: 'POST',
    token: key,
    body: { items },
  })
  expect([status, body.items[0].outcome]).toEqual([200, 'published'])
})

it('while the broker is away nothing is taken, and who was told 202 is decided afterwards', async () => {
  const broker = await KafkaBroker.start()
  const own = await ownTopics(broker.brokers, 2)
  const kafka = ['--to', 'kafka', '--brokers', broker.brokers, '--topics', own.list]
  const alone = await RunningService.start({ args: kafka })
  const enter = async (user: number) => (await alone.enter(await tokenOf(user), {}, NOT_WAITING)).status
  try {
    const taken: number[] = []
    const customers = Promise.all(
      Array.from({ length: 5 }, async (_, first) => {
        for (let user = 1 + first; user < 400; user += 5) {
          if ((await enter(user)) === 202) taken.push(user)
        }
      }),
    )
    expect(await waitUntil(async () => taken.length > 20, 20_000)).toBe(true)
    await broker.crash()
    await customers
    expect(await enter(1_000)).toBe(503)
    expect((await alone.ask('/readyz')).status).toBe(503)
    await broker.resume()
    expect(await waitUntil(async () => (await enter(1_001)) === 202, 30_000)).toBe(true)
    taken.push(1_001)
    const decided = new Set(await decidedUsers(alone, broker.brokers, own.list))
    expect(taken.filter((user) => !decided.has(user))).toEqual([])
  } finally {
    await alone.stop()
    await broker.stop()
  }
}, 120_000)

it('asked to stop, it answers each of 1 000 requests that were sent without waiting, and decided is who was told 202', async () => {
  const own = await ownTopics(brokers, 2)
  const kafka = ['--to', 'kafka', '--brokers', brokers, '--topics', own.list]
  const alone = await RunningService.start({
    shop: { ...SHOP, campaignActivities: [{ ...ACTIVITY, limitCount: null }] },
    args: [...kafka, '--drain-delay', '0', '--limit-user', '0'],
  })
  try {
    const connections = Array.from({ length: 20 }, () => new RawRequest(alone.url))
    await Promise.all(connections.map(({ socket }) => once(socket, 'connect')))
    const users = connections.map((_, row) => Array.from({ length: 50 }, (__, index) => 1 + row * 50 + index))
    const entryOf = async (user: number) => entryText(await tokenOf(user), 'Prefer: wait=0\r\n')
    const texts = await Promise.all(users.map(async (row) => (await Promise.all(row.map(entryOf))).join('')))
    for (const [row, connection] of connections.entries()) connection.send(texts[row]!)
    await Promise.race(connections.map(({ socket }) => once(socket, 'data')))
    alone.signal('SIGTERM')
    const answers = await Promise.all(connections.map((connection) => connection.ended()))
    expect(await alone.ended()).toBe(143)
    const told = answers.flatMap((text) => text.split(/(?=HTTP\/1\.1 \d)/))
    expect(told).toHaveLength(1_000)
    const statusOf = (answer: string): string => answer.slice('HTTP/1.1 '.length).slice(0, 3)
    expect(told.filter((answer) => !['202', '503'].includes(statusOf(answer)))).toEqual([])
    const taken = told
      .filter((answer) => statusOf(answer) === '202')
      .map((answer) => Number(/"userId":(\d+)/.exec(answer)?.[1]))
    expect(taken.length).toBeGreaterThan(0)
    expect(await decidedUsers(alone, brokers, own.list)).toEqual(taken.sort((one, other) => one - other))
  } finally {
    await alone.stop()
  }
}, 60_000)

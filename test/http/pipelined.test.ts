import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { connect, type Socket } from 'node:net'
import { sql } from 'drizzle-orm/sql'
import { expect, it, onTestFinished } from 'vitest'
import { databases } from '../databases.ts'
import { SHOP } from '../shop.ts'
import { entryText } from './entry-text.ts'
import { RawRequest } from './raw-request.ts'
import { sharedService } from './shared-service.ts'
import { tokenOf } from './shop-service.ts'

const [{ create }] = databases as [(typeof databases)[0]]
const serviceOf = sharedService(create, {
  ...SHOP,
  products: [{ ...SHOP.products[0], stock: 1_000 }],
  campaignActivities: [{ ...SHOP.campaignActivities[0], limitCount: null }],
})

const entryOf = async (user: number, more?: string, body?: string) =>
  entryText(await tokenOf(user), more, body)

/** Which of the users have an entry. */
async function entered(...users: number[]): Promise<number[]> {
  const rows = await serviceOf().database.query<{ userId: number }>(
    sql`SELECT user_id AS "userId" FROM campaign_activity_entries ORDER BY user_id`,
  )
  return rows.map(({ userId }) => Number(userId)).filter((user) => users.includes(user))
}

const send = (...requests: string[]) => new RawRequest(serviceOf().url).send(requests.join('')).statuses()

it('what is no HTTP is refused after the answers to the requests before it, which were taken', async () => {
  expect(await send(await entryOf(1), await entryOf(2), 'garbage\r\n\r\n')).toEqual([201, 201, 400])
  expect(await send(await entryOf(3), 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n')).toEqual([201, 405])
  expect(await send(await entryOf(4), `GET / HTTP/1.1\r\nA: ${'x'.repeat(17_000)}\r\n\r\n`)).toEqual([
    201, 431,
  ])
  expect(await entered(1, 2, 3, 4)).toEqual([1, 2, 3, 4])
})

it('a request that its client made the last one is answered, and nothing behind it is taken', async () => {
  expect(await send(await entryOf(11, 'Connection: close\r\n'), await entryOf(12))).toEqual([201])
  expect(await entered(11, 12)).toEqual([11])
})

it('a body that is too large ends the connection, unless requests behind it were read whole: they are answered', async () => {
  const tooLarge = await entryOf(21, '', 'x'.repeat(5_000))
  expect(await send(await entryOf(22), tooLarge, await entryOf(23, 'Connection: close\r\n'))).toEqual([
    201, 413, 201,
  ])
  expect(await send(await entryOf(24), tooLarge)).toEqual([201, 413])
  expect(await entered(21, 22, 23, 24)).toEqual([22, 23, 24])
})

it('of those who ask 150 times without waiting, the first 100 are answered and no other is taken', async () => {
  const users = Array.from({ length: 150 }, (_, index) => 1_001 + index)
  const statuses = await send(...(await Promise.all(users.map((user) => entryOf(user)))))
  expect(statuses).toEqual(Array(100).fill(201))
  expect(await entered(...users)).toEqual(users.slice(0, 100))
})

it('who says that it sends nothing more gets its answer; whoever only reads is taken for gone', async () => {
  const half = new RawRequest(serviceOf().url)
  half.socket.end(await entryOf(31))
  expect(await half.statuses()).toEqual([201])
  const stream = new RawRequest(serviceOf().url)
  stream.send('GET /v1/activities/1/stream HTTP/1.1\r\nHost: x\r\n\r\n')
  await expect.poll(() => stream.text).toContain('data: ')
  stream.socket.end()
  expect(await stream.ended()).not.toContain('HTTP/1.1 400')
})

it.each([
  ['garbage', 'garbage\r\n\r\n', 400],
  ['nothing', '', 408],
])(
  'a client that sends %s and keeps its side of the connection open is not waited for',
  async (_, bytes, status) => {
    const taken: Socket[] = []
    const onSocket = (message: unknown): void => void taken.push((message as { socket: Socket }).socket)
    subscribe('net.server.socket', onSocket)
    onTestFinished(() => void unsubscribe('net.server.socket', onSocket))
    const { hostname, port } = new URL(serviceOf().url)
    const client = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    onTestFinished(() => void client.destroy())
    let text = ''
    client.on('data', (some) => {
      text += some
    })
    client.write(bytes)
    await expect.poll(() => text, { timeout: 8_000 }).toContain(`HTTP/1.1 ${status}`)
    expect(client.destroyed).toBe(false)
    const ofClient = taken.find(({ remotePort }) => remotePort === client.localPort)!
    await expect.poll(() => ofClient.destroyed, { timeout: 3_000 }).toBe(true)
  },
  15_000,
)

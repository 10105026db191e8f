import { connect, Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { ApiKeys } from '../identity/api-keys.ts'
import { Sites } from '../identity/sites.ts'
import { ClientAddresses } from '../limits/client-addresses.ts'
import type { Route } from '../routes/route.ts'
import { Admission } from './admission.ts'
import { Callers } from './callers.ts'
import { HttpServer } from './http-server.ts'
import { RestingConnections } from './resting-connections.ts'
import { SiteGate } from './site-gate.ts'

let room: number
let isStuck: boolean
let server: HttpServer
let url: string
/** What was asked, in the order in which it was read. */
let asked: string[]

const route: Route = {
  id: 'ask',
  method: 'GET',
  path: '/ask/{id}',
  who: 'anyone',
  summary: '',
  answers: {},
  answer: ({ params }) => {
    asked.push(params.id!)
    return { status: 200, outcome: 'ok', body: params.id! }
  },
}

beforeAll(async () => {
  server = new HttpServer({
    routes: [route],
    admission: new Admission({
      callers: new Callers(null, new ApiKeys(async () => [])),
      gate: new SiteGate(new Sites(async () => [])),
      addresses: new ClientAddresses([]),
      userLimit: null,
      addressLimit: null,
    }),
    crowd: { room: () => room, isStuck: () => isStuck },
    onAnswered: () => {},
    onFault: (error) => expect.unreachable(error.message),
  })
  url = await server.listen('127.0.0.1', 0)
})
afterAll(() => server.close())
beforeEach(() => {
  room = 100
  isStuck = false
  asked = []
})

/** A client with one connection. */
class Client {
  readonly #socket = connect(Number(new URL(url).port), '127.0.0.1')
  #text = ''
  #wake = (): void => {}

  constructor() {
    this.#socket.setEncoding('utf8').on('data', (text: string) => {
      this.#text += text
      this.#wake()
    })
  }

  send(id: string): this {
    this.#socket.write(`GET /ask/${id} HTTP/1.1\r\nHost: shop.example\r\n\r\n`)
    return this
  }

  async answers(count: number): Promise<this> {
    while (this.#text.split('HTTP/1.1 200').length <= count)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    return this
  }
}

/** What was sent before has reached the server, and what it wanted to read of it is read. */
async function fence(): Promise<void> {
  await new Client().send('fence').answers(1)
  asked.splice(asked.indexOf('fence'), 1)
}

it('reads on a connection that was answered only when there is room, and answers others meanwhile', async () => {
  room = 0
  const client = await new Client().send('first').answers(1)
  client.send('second')
  await fence()
  await fence()
  expect(asked).toEqual(['first'])
  room = 1
  await client.answers(2)
  expect(asked).toEqual(['first', 'second'])
})

it('lets those first who have rested the longest, as many as there is room for', async () => {
  room = 0
  const clients: Client[] = []
  for (const id of ['a', 'b', 'c']) clients.push(await new Client().send(id).answers(1))
  for (const [index, id] of ['a2', 'b2', 'c2'].entries()) clients[index]!.send(id)
  await fence()
  room = 1
  await Promise.all(clients.map((client) => client.answers(2)))
  expect(asked).toEqual(['a', 'b', 'c', 'a2', 'b2', 'c2'])
})

it('reads all of them when nobody gets his turn, to tell them as well', async () => {
  room = 0
  const client = await new Client().send('first').answers(1)
  client.send('second')
  await fence()
  isStuck = true
  await client.answers(2)
})

it('reads and answers what was sent when the service stops', async () => {
  room = 0
  const client = await new Client().send('first').answers(1)
  client.send('second')
  await fence()
  const closed = server.close()
  await client.answers(2)
  await closed
  expect(asked).toEqual(['first', 'second'])
})

it('leaves turns of the event loop to clients that connect, and not all of them', async () => {
  let isRead = false
  const socket = Object.assign(new Socket(), { resume: () => (isRead = true) })
  const resting = new RestingConnections({ room: () => room, isStuck: () => false })
  room = 0
  resting.connected()
  resting.answered(socket)
  room = 1
  let turns = 0
  for (; !isRead; turns += 1) {
    resting.connected()
    await new Promise(setImmediate)
  }
  expect(turns).toBeGreaterThan(30)
  expect(turns).toBeLessThan(40)
})

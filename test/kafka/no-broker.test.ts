import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { reportError } from '../../src/cli/report-error.ts'
import { hostAndPort } from '../../src/domain/host-and-port.ts'
import { axon } from '../axon.ts'
import { fakeBroker } from './fake-broker.ts'

/** Kafka's client would wait for 30 s, three times. */
const TIMEOUT_MS = 25_000

// Many commands at once listen for signals.
const listeners = process.getMaxListeners()
beforeAll(() => void process.setMaxListeners(100))
afterAll(() => void process.setMaxListeners(listeners))

const servers: net.Server[] = []
afterAll(() => {
  for (const server of servers) server.close()
})

async function listening(server: net.Server, host = '127.0.0.1'): Promise<string> {
  servers.push(server)
  server.unref().listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  return hostAndPort(host, port)
}

/** Where nobody listens any more. */
async function closedPort(): Promise<string> {
  const server = net.createServer()
  const at = await listening(server)
  server.close()
  return at
}

const saying = (bytes: string | Buffer) =>
  net.createServer((socket) => socket.on('error', () => {}).once('data', () => socket.write(bytes)))

/** What `axon produce` says as it ends with 1: in this process, where it says nothing before. */
async function produce(brokers: string, ...more: string[]): Promise<string> {
  const args = ['fixtures/flash-sale.jsonl', '--brokers', brokers, '--retries', '0', ...more]
  const program = await createProgram(['produce'])
  const error = await program
    .parseAsync(['produce', ...args], { from: 'user' })
    .catch((thrown: unknown) => thrown)
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const code = reportError(error, false)
  const said = stderr.mock.calls.map(([text]) => String(text)).join('')
  stderr.mockRestore()
  expect(code).toBe(1)
  return said.replace(/\n$/, '')
}

// They mostly wait.
describe.concurrent('where there is no broker', () => {
  it.each([
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'speaks HTTP, it is no Kafka broker'],
    ['SSH', 'SSH-2.0-OpenSSH_9.2p1\r\n', 'is no Kafka broker: it answers with "SSH-2.0-OpenSSH_9.2p1"'],
    ['Redis', "-ERR unknown command ''\r\n", `is no Kafka broker: it answers with "-ERR unknown command ''"`],
    ['MySQL', Buffer.from('4a0000000a', 'hex'), 'is no Kafka broker: it answers with "J"'],
    ['zeros', Buffer.alloc(64), 'is no Kafka broker: it answers with the bytes 0000000000000000'],
  ])('says so of %s', async (_, bytes, found) => {
    const at = await listening(saying(bytes))
    expect(await produce(at)).toBe(`axon: there is no Kafka: ${at} ${found}: check --brokers`)
  })

  it('says so of a web server, which consume does not ask again and again', async () => {
    const at = await listening(http.createServer())
    const { code, stderr } = await axon(['consume', '--brokers', at, '--database', 'sqlite::memory:'])
    expect(code).toBe(1)
    expect(stderr).toContain(`axon: there is no Kafka: ${at} speaks HTTP, it is no Kafka broker`)
    expect(await produce(at, '--ssl')).toBe(
      `axon: there is no Kafka: ${at} does not speak TLS, which was asked for: check --brokers`,
    )
  })

  it('asks for TLS where that is what the port speaks', async () => {
    const alert = Buffer.from('15030300020250', 'hex')
    const at = await listening(saying(alert))
    expect(await produce(at)).toBe(
      `axon: Kafka can't be reached without TLS: ${at} speaks TLS: connect with --ssl`,
    )
  })

  it('goes on to the next address of the list', async () => {
    const web = await listening(http.createServer())
    const broker = await listening(fakeBroker({ host: 'kafka.invalid', port: 9092 }))
    expect(await produce(`${web},${broker}`)).toContain('brokers advertise kafka.invalid:9092')
  })

  it(
    'says where nothing answers',
    async () => {
      const silent = await listening(net.createServer((socket) => socket.on('error', () => {})))
      expect(await produce(silent)).toContain(
        `axon: Kafka can't be reached: ${silent} took the connection, but does not answer as a Kafka broker does within 2.5 s: gave up`,
      )
      expect(await produce(silent, '--ssl')).toContain(
        `${silent} did not complete a TLS handshake within 2.5 s`,
      )
    },
    2 * TIMEOUT_MS,
  )

  it('says where the connection is ended at once, with and without TLS', async () => {
    const at = await listening(net.createServer((socket) => socket.on('error', () => {}).end()))
    expect(await produce(at)).toMatch(new RegExp(`: .*${at}.*check whether that port wants TLS`))
    expect(await produce(at, '--ssl')).toContain(
      `${at} ended the connection when TLS began: perhaps it does not speak TLS`,
    )
  })

  it('says what can not be resolved or reached', async () => {
    expect(await produce('no-such-host.invalid:9092')).toMatch(/no-such-host\.invalid.*: check --brokers/)
    const closed = await closedPort()
    expect(await produce(closed)).toContain(`connect ECONNREFUSED ${closed}: gave up after 0 retries`)
  })
})

describe.concurrent('a broker that advertises an address that is none from here', () => {
  const advertised = (what: string, address: string) =>
    expect.stringMatching(
      `${what}.*: brokers advertise ${address} \\(advertised.listeners\\), which can't be reached from here: gave up after 0 retries: give the broker an address`,
    )

  const loopback = networkInterfaces().lo?.map(({ address }) => address) ?? ['127.0.0.1']

  it.each(loopback)('is named as such, reached at %s', async (host) => {
    const at = await listening(fakeBroker({ host: 'kafka-internal.invalid', port: 9092 }), host)
    expect(await produce(at)).toEqual(advertised('kafka-internal.invalid', 'kafka-internal.invalid:9092'))
  })

  it('is named as such if nobody is there', async () => {
    const closed = await closedPort()
    const port = Number(closed.split(':')[1])
    const at = await listening(fakeBroker({ host: '127.0.0.1', port }))
    expect(await produce(at)).toEqual(advertised('ECONNREFUSED', closed))
  })
})

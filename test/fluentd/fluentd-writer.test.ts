import { FluentServer } from '@fluent-org/logger'
import { afterEach, expect, it } from 'vitest'
import { FluentdWriter } from '../../src/behavior-log/fluentd/fluentd-writer.ts'
import { QueuedSink } from '../../src/behavior-log/queued-sink.ts'
import type { SinkDocument } from '../../src/behavior-log/sink-document.ts'
import { ByteServer } from './byte-server.ts'

const after: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of after.splice(0).reverse()) await close()
})

const documentOf = (id: string, more: object = {}): SinkDocument => ({
  id,
  key: null,
  occurredAt: 0,
  receivedAt: 0,
  json: JSON.stringify({ '@timestamp': '2026-11-27T00:00:01.250Z', id, ...more }),
})
const documents = (...ids: string[]) => ids.map((id) => documentOf(id))
const placeOf = (port: number, tag = 'axon.behavior') =>
  ({ kind: 'fluentd', host: '127.0.0.1', port, tag, tls: false }) as const

async function byteServer(greeting?: Buffer): Promise<ByteServer> {
  const server = await ByteServer.start(greeting)
  after.push(() => server.stop())
  return server
}

async function writerTo(
  port: number,
  sharedKey?: string,
  acknowledgeWithinMs = 4_000,
): Promise<FluentdWriter> {
  const login = sharedKey === undefined ? {} : { sharedKey }
  const writer = await FluentdWriter.open(placeOf(port), login, { acknowledgeWithinMs })
  after.push(() => writer.close())
  return writer
}

/** A server of somebody else's making. */
async function fluentServer(sharedKey?: string, userDict: Record<string, string> = {}) {
  const authorize = Object.keys(userDict).length > 0
  const security =
    sharedKey === undefined
      ? {}
      : { security: { serverHostname: 'aggregator', sharedKey, authorize, userDict } }
  const server = new FluentServer({ listenOptions: { port: 0, host: '127.0.0.1' }, ...security })
  const got: { tag: string; time: unknown; record: Record<string, unknown> }[] = []
  server.on('entry', (tag, time, record) => got.push({ tag, time, record }))
  await server.listen()
  after.push(() => server.close())
  return { port: server.port!, got }
}

const KEPT = { refused: [], left: [], failure: null }

it('sends entries with their own time, their tag and a chunk, and waits for its acknowledgement', async () => {
  const server = await byteServer()
  const writer = await writerTo(server.port)
  const document = documentOf('한글', {
    n: 2 ** 40,
    half: 0.5,
    list: [1, 'a', null, true],
    minus: -5,
    'long-name': 'x'.repeat(300),
  })
  expect(await writer.write([document, ...documents('b')])).toEqual(KEPT)
  expect(server.chunks).toMatchObject([{ tag: 'axon.behavior', size: 2 }])
  expect(server.chunks[0]!.entries[0]).toEqual({
    at: [Date.UTC(2026, 10, 27, 0, 0, 1) / 1_000, 250_000_000],
    record: JSON.parse(document.json),
  })
  expect(await writer.write(documents('c'))).toEqual(KEPT)
  expect([server.ids, server.connections]).toEqual([['한글', 'b', 'c'], 1])
})

it('sends a chunk again whose acknowledgement is lost, and no other', async () => {
  const server = await byteServer()
  const writer = await writerTo(server.port, undefined, 1_000)
  const large = ['a', 'b', 'c'].map((id) => documentOf(id, { text: 'x'.repeat(600_000) }))
  server.fates.push('ack', 'silence')
  const { left, failure, mayBeKept } = await writer.write(large)
  expect(left.map(({ id }) => id)).toEqual(['b', 'c'])
  expect([failure, mayBeKept]).toEqual([expect.stringContaining('no acknowledgement within 1 s'), true])
  expect(await writer.write(left)).toEqual(KEPT)
  expect(server.ids).toEqual(['a', 'b', 'b', 'c'])
})

it.each(['cut', 'foreign-ack'] as const)(
  'takes a chunk for unknown after %s, and goes on over another connection',
  async (fate) => {
    const server = await byteServer()
    const writer = await writerTo(server.port)
    server.fates.push(fate)
    expect(await writer.write(documents('a'))).toMatchObject({ left: [{ id: 'a' }], mayBeKept: true })
    expect(await writer.write(documents('a'))).toEqual(KEPT)
    expect(server.connections).toBe(2)
  },
)

it('sends a chunk again in the middle of which the connection was cut', async () => {
  const server = await byteServer()
  const writer = await writerTo(server.port)
  server.cutAfterBytes = 100_000
  const document = documentOf('a', { text: 'x'.repeat(1_000_000) })
  const { left, failure } = await writer.write([document])
  expect([left, failure]).toEqual([[document], expect.stringMatching(/127\.0\.0\.1:\d+: /)])
  expect(await writer.write(left)).toEqual(KEPT)
  expect(server.ids).toEqual(['a'])
})

it('notices between two writes that the server has hung up', async () => {
  const server = await byteServer()
  const writer = await writerTo(server.port)
  await writer.write(documents('a'))
  server.hangUp()
  await expect.poll(async () => (await writer.write(documents('b'))).failure).toBe(null)
  expect(server.ids.at(-1)).toBe('b')
})

it('starts while the server is away, and finds it when it comes', async () => {
  const server = await byteServer()
  const { port } = server
  await server.stop()
  const writer = await writerTo(port)
  expect(await writer.write(documents('a'))).toMatchObject({
    failure: expect.stringContaining('ECONNREFUSED'),
  })
})

it('is taken by another implementation of the protocol, with and without a shared key', async () => {
  for (const key of [undefined, 'a key of both']) {
    const server = await fluentServer(key)
    const writer = await writerTo(server.port, key)
    expect(await writer.write(documents('a', 'b'))).toEqual(KEPT)
    await expect.poll(() => server.got.map(({ record }) => record.id)).toEqual(['a', 'b'])
    expect(server.got[0]).toMatchObject({
      tag: 'axon.behavior',
      time: { epoch: 1795737601, nano: 250_000_000 },
    })
  }
})

it('does not start with another shared key, and never shows it', async () => {
  const server = await fluentServer('the key')
  const opened = FluentdWriter.open(placeOf(server.port), { sharedKey: 'an0ther' })
  await expect(opened).rejects.toThrow(/fluentd:\/\/127\.0\.0\.1:\d+: it refuses the handshake/)
  await expect(opened).rejects.not.toThrow('an0ther')
})

it('says that the server wants a user, which it has none', async () => {
  const server = await fluentServer('the key', { axon: 'a password' })
  const opened = FluentdWriter.open(placeOf(server.port), { sharedKey: 'the key' })
  await expect(opened).rejects.toThrow('it refuses the handshake: missing authentication information')
})

it('says what is missing where the server wants a shared key', async () => {
  const server = await fluentServer('the key')
  const writer = await writerTo(server.port)
  expect(await writer.write(documents('a'))).toMatchObject({
    failure: expect.stringContaining('set AXON_FLUENTD_SHARED_KEY'),
  })
})

it('does not trust a server that does not know the shared key itself, whatever it has for passwords', async () => {
  const nonce = Buffer.alloc(16)
  const helo = Buffer.concat([
    Buffer.from([0x92, 0xa4]),
    Buffer.from('HELO'),
    Buffer.from([0x83, 0xa5]),
    Buffer.from('nonce'),
    Buffer.from([0xc4, 16]),
    nonce,
    Buffer.from([0xa4]),
    Buffer.from('auth'),
    Buffer.from([0xb0]),
    Buffer.alloc(16),
    Buffer.from([0xa9]),
    Buffer.from('keepalive'),
    Buffer.from([0xc3]),
  ])
  const pong = Buffer.concat([
    Buffer.from([0x95, 0xa4]),
    Buffer.from('PONG'),
    Buffer.from([0xc3, 0xa0, 0xa4]),
    Buffer.from('host'),
    Buffer.from([0xa3]),
    Buffer.from('abc'),
  ])
  const server = await byteServer(Buffer.concat([helo, pong]))
  const opened = FluentdWriter.open(placeOf(server.port), { sharedKey: 'k' })
  await expect(opened).rejects.toThrow('it does not know the shared key itself')
})

it('keeps nobody waiting whom a server never answers: all are told that it may be kept', async () => {
  const server = await byteServer()
  server.fates.push(...Array.from({ length: 50 }, () => 'silence' as const))
  const sink = new QueuedSink(await writerTo(server.port, undefined, 50), { maxWaitMs: 200 })
  const answers = await Promise.all(['a', 'b'].map((id) => sink.append([documentOf(id)])))
  expect(answers).toMatchObject([
    { state: 'not_kept', mayBeKept: true },
    { state: 'not_kept', mayBeKept: true },
  ])
  expect([sink.waiting, sink.outage]).toEqual([0, expect.stringContaining('no acknowledgement')])
  await sink.close(100)
})

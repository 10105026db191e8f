import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  answers,
  cuts,
  FakeElasticsearch,
  type Fault,
} from '../../../test/behavior-log/fake-elasticsearch.ts'
import type { SinkDocument } from '../sink-document.ts'
import { ElasticsearchWriter } from './elasticsearch-writer.ts'

const NOON = Date.UTC(2026, 10, 27, 12)
const HOUR = 3_600_000
const DAY = 24 * HOUR

let server: FakeElasticsearch
let writer: ElasticsearchWriter
beforeEach(async () => {
  server = await FakeElasticsearch.start()
  writer = writerAt(server.url)
})
afterEach(async () => {
  await writer.close()
  await server.stop()
})

const writerAt = (url: string, authorization: string | null = null) =>
  new ElasticsearchWriter({ kind: 'elasticsearch', url, name: 'axon' }, authorization)

const documentOf = (
  id: string,
  occurredAt = NOON,
  receivedAt = NOON,
  json = `{"id":"${id}"}`,
): SinkDocument => ({
  ...{ id, key: null, occurredAt, receivedAt, json },
})
const documents = (...ids: string[]) => ids.map((id) => documentOf(id))
const idsOf = (of: readonly SinkDocument[]) => of.map(({ id }) => id)

it('makes each document once, in the index of the day on which it occurred', async () => {
  const evening = documentOf('b', NOON + 11.9 * HOUR)
  const night = documentOf('c', NOON + 12 * HOUR)
  const kept = { refused: [], left: [], failure: null, mayBeKept: false }
  expect(await writer.write([documentOf('a'), evening, night, documentOf('a')])).toEqual(kept)
  expect(await writer.write([{ ...night, receivedAt: NOON + DAY }])).toEqual(kept)
  expect([...server.indices].map(([index, stored]) => [index, [...stored.keys()]])).toEqual([
    ['axon-2026.11.27', ['a', 'b']],
    ['axon-2026.11.28', ['c']],
  ])
  expect(server.indices.get('axon-2026.11.27')?.get('a')).toBe('{"id":"a"}')
})

it('puts what occurred more than a week from its receipt into one index of its own', async () => {
  const far = [NOON - 8 * DAY, NOON + 8 * DAY, 0, Date.UTC(9999, 0), Date.UTC(20_000, 0), 9e15]
  await writer.write(far.map((occurredAt, index) => documentOf(String(index), occurredAt)))
  expect([...server.indices.keys()]).toEqual(['axon-odd'])
})

it.each<[string, number, number, number]>([
  ['its week ends between two attempts', NOON, NOON + 7 * DAY - 1, NOON + 7 * DAY + 1],
  ['a clock that is ahead by more than a week', NOON, NOON - 8 * DAY, NOON - 4 * DAY],
  ['two services whose clocks are not the same', NOON, NOON + 7 * DAY + 1, NOON + 7 * DAY - 1],
])('keeps what comes again once: %s', async (_, occurredAt, first, second) => {
  for (const receivedAt of [first, second, first])
    expect(await writer.write([documentOf('a', occurredAt, receivedAt)])).toMatchObject({ left: [] })
  await writer.write([documentOf('a', occurredAt, first), documentOf('a', occurredAt, second)])
  expect([...server.counts]).toEqual([['a', 1]])
})

it('asks for nothing twice where no doubt is', async () => {
  await writer.write([documentOf('a', NOON - DAY), documentOf('b', NOON + DAY), documentOf('c', 0)])
  expect(server.requests).toHaveLength(1)
})

it.each<[string, Fault]>([
  ['an error', answers(503)],
  ['a cut connection', cuts],
  ['something that is not its answer', answers(200, '<html>')],
])(
  '%s where a twin is looked for: it is left, and once there is an answer it stands once',
  async (_, fault) => {
    await writer.write([documentOf('a', NOON, NOON + 7 * DAY)])
    for (const before of [1, 2]) {
      server.next(...Array.from({ length: before }, (): Fault => () => true), fault)
      const written = await writer.write([documentOf('a', NOON, NOON + 7 * DAY + 1)])
      expect(written).toMatchObject({ left: [{ id: 'a' }], failure: expect.any(String), mayBeKept: true })
    }
    await writer.write([documentOf('a', NOON, NOON + 7 * DAY + 1)])
    expect([...server.counts]).toEqual([['a', 1]])
  },
)

it('reads the answer item by item: what is wrong is refused, what has no room now is left, the rest is kept', async () => {
  const told: Readonly<Record<string, object>> = {
    busy: { status: 429, error: { type: 'es_rejected_execution_exception', reason: 'queue 1234' } },
    away: { status: 503, error: { type: 'unavailable_shards_exception', reason: 'primary' } },
    wrong: {
      status: 400,
      error: {
        type: 'mapper_parsing_exception',
        reason: 'failed to parse [axon]',
        caused_by: { reason: 'not a number' },
      },
    },
    shards: { status: 400, error: { type: 'validation_exception', reason: 'maximum shards open' } },
    blocked: { status: 403, error: { type: 'cluster_block_exception', reason: 'read-only' } },
  }
  server.refuse = (_, id) => (told[id] as ReturnType<typeof server.refuse>) ?? null
  const { refused, left, failure, mayBeKept } = await writer.write(
    documents('a', 'busy', 'wrong', 'b', 'away', 'shards', 'blocked'),
  )
  expect(refused).toEqual([
    {
      document: documentOf('wrong'),
      reason: 'mapper_parsing_exception: failed to parse [axon]: not a number',
    },
  ])
  expect(idsOf(left)).toEqual(['busy', 'away', 'shards', 'blocked'])
  expect(failure).toBe('it does not index all: 429 es_rejected_execution_exception')
  expect(mayBeKept).toBe(false)
  expect([...server.counts.keys()]).toEqual(['a', 'b'])
})

it.each<[string, Fault, string | RegExp, boolean]>([
  [
    '429',
    answers(429, '{"error":{"type":"circuit_breaking_exception","reason":"too large"}}'),
    'it answers 429: circuit_breaking_exception: too large',
    false,
  ],
  ['503', answers(503, 'no\nnode'), 'it answers 503: no node', true],
  [
    'a login that is refused',
    answers(401),
    /refuses the login \(401\): set AXON_ELASTICSEARCH_USERNAME/,
    false,
  ],
  [
    'a missing permission',
    answers(403, '{"error":{"type":"security_exception","reason":"no right"}}'),
    /does not permit this \(403\): security_exception: no right/,
    false,
  ],
  ['another address', answers(404, '{"error":"no such thing"}'), 'it answers 404: no such thing', false],
  ['a redirect', answers(302), 'it answers 302: ', false],
  ['a cut connection', cuts, /has cut the connection off/, true],
  ['no JSON', answers(200, '<html>'), /can't be read/, true],
  ['too few items', answers(200, '{"items":[{"create":{"status":201}}]}'), /can't be read/, true],
  ['items of another kind', answers(200, '{"items":[null,{"index":{"status":201}}]}'), /can't be read/, true],
  ['no HTTP', (request) => void request.socket.end('SSH-2.0\r\n'), /cut the connection off/, true],
  [
    'half an answer',
    (_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{')
      setImmediate(() => response.destroy())
    },
    /cut the connection off/,
    true,
  ],
])('%s: all is left, and goes through the next time', async (_, fault, failure, mayBeKept) => {
  server.next(fault)
  const written = await writer.write(documents('a', 'b'))
  expect(written).toEqual({
    refused: [],
    left: documents('a', 'b'),
    failure: expect.stringMatching(failure),
    mayBeKept,
  })
  expect(await writer.write(documents('a', 'b'))).toMatchObject({ left: [], failure: null })
  expect([...server.counts]).toEqual([
    ['a', 1],
    ['b', 1],
  ])
})

it('a server that does not answer in time: all may be kept', async () => {
  const hasty = new ElasticsearchWriter({ kind: 'elasticsearch', url: server.url, name: 'axon' }, null, 50)
  server.next(() => undefined)
  const late = {
    left: documents('a'),
    failure: `${server.url} has not answered within 0.05 s`,
    mayBeKept: true,
  }
  expect(await hasty.write(documents('a'))).toMatchObject(late)
  await hasty.close()
})

it('a server that is not there: all is left, and nothing of it can be kept', async () => {
  const { url } = server
  await server.stop()
  const away = {
    left: documents('a'),
    failure: expect.stringMatching(/can't be reached: .*ECONNREFUSED/),
    mayBeKept: false,
  }
  expect(await writer.write(documents('a'))).toMatchObject(away)
  expect(await writer.probe()).toEqual({ outage: expect.stringContaining(url), advice: null })
})

it('a server that takes less at once gets less, from then on; what is too large alone is refused', async () => {
  let largest = 0
  const limit: Fault = (_, response, body) => {
    if (body.length > 1_000) return void response.writeHead(413).end()
    largest = Math.max(largest, body.length)
    return true
  }
  const many = Array.from({ length: 20 }, (_, index) => documentOf(String(index)))
  const large = documentOf('large', NOON, NOON, JSON.stringify({ a: 'x'.repeat(2_000) }))
  server.next(...Array.from({ length: 100 }, () => limit))
  const { refused, left } = await writer.write([...many, large])
  expect(refused).toEqual([{ document: large, reason: expect.stringContaining('413') }])
  expect(left).toEqual([])
  expect(server.counts.size).toBe(20)
  const { length } = server.requests
  await writer.write(many.map(({ id }) => documentOf(`again-${id}`)))
  expect(server.counts.size).toBe(40)
  expect(server.requests.slice(length).every(({ body }) => body.length <= largest)).toBe(true)
})

it('a request has at most 5 MB; when one fails, the rest is not tried', async () => {
  const many = Array.from({ length: 11 }, (_, id) =>
    documentOf(String(id), NOON, NOON, JSON.stringify({ a: 'x'.repeat(1_000_000) })),
  )
  server.next(() => true, answers(503))
  const { left } = await writer.write(many)
  expect(idsOf(left)).toEqual(['5', '6', '7', '8', '9', '10'])
  expect(server.requests.map(({ body }) => Math.round(body.length / 1e6))).toEqual([5, 5])
})

it('logs in, and says before anything is written what awaits it', async () => {
  const secured = writerAt(server.url, 'ApiKey abc')
  server.next(answers(401), answers(403))
  expect(await secured.probe()).toEqual({
    outage: expect.stringContaining('refuses the login (401)'),
    advice: null,
  })
  expect(await secured.probe()).toEqual({ outage: null, advice: null })
  expect(await secured.probe()).toEqual({
    outage: null,
    advice: expect.stringContaining('`axon logs setup`'),
  })
  server.settings.set('/_index_template/axon', {})
  expect(await secured.probe()).toEqual({ outage: null, advice: null })
  expect(new Set(server.requests.map(({ authorization }) => authorization))).toEqual(new Set(['ApiKey abc']))
  await secured.close()
})

import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RunningService, tokenOf } from './running-service.ts'

let service: RunningService
let token: string
beforeAll(async () => {
  service = await RunningService.start({ args: ['--limit-user', '0'] })
  token = await tokenOf(42)
})
afterAll(() => service.stop())

const ENTRIES = '/v1/activities/1/entries'
const post = (more: readonly string[] = [], body = '{}', path = ENTRIES): string =>
  [
    `POST ${path} HTTP/1.1`,
    'Host: shop.example',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    'Connection: close',
    ...(more.some((line) => /^(content-length|transfer-encoding)/i.test(line))
      ? []
      : [`Content-Length: ${Buffer.byteLength(body)}`]),
    ...more,
    '',
    body,
  ].join('\r\n')

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])

/** The service is as it was: nobody got in by what was refused. */
async function approved(): Promise<number> {
  return (await service.folder.status()).activities[0]!.approved
}

describe('bodies that are not as the schema says', () => {
  it.each<[string, unknown, number, string, string | null]>([
    ['quantity 0', { quantity: 0 }, 400, 'INVALID_REQUEST', 'quantity'],
    ['quantity -1', { quantity: -1 }, 400, 'INVALID_REQUEST', 'quantity'],
    ['quantity 1.5', { quantity: 1.5 }, 400, 'INVALID_REQUEST', 'quantity'],
    ['quantity "5"', { quantity: '5' }, 400, 'INVALID_REQUEST', 'quantity'],
    ['quantity null', { quantity: null }, 400, 'INVALID_REQUEST', 'quantity'],
    ['quantity 1e9', { quantity: 1e9 }, 400, 'INVALID_REQUEST', 'quantity'],
    ['more than one may ask for', { quantity: 2 }, 422, 'QUANTITY_TOO_LARGE', 'quantity'],
    ['an unknown field', { quantitty: 1 }, 400, 'INVALID_REQUEST', 'quantitty'],
    [
      'the id of a product that is 2^53',
      { productId: '9007199254740992' },
      400,
      'INVALID_REQUEST',
      'productId',
    ],
    ['a product that does not exist', { productId: 99 }, 422, 'UNKNOWN_PRODUCT', 'productId'],
    ['a list', [], 400, 'INVALID_REQUEST', null],
    ['null', 'null', 400, 'INVALID_REQUEST', null],
    ['a number', '5', 400, 'INVALID_REQUEST', null],
    ['half of an object', '{"quantity": 1', 400, 'INVALID_JSON', null],
    ['two values', '{} {}', 400, 'INVALID_JSON', null],
    ['a key __proto__', '{"__proto__": {"quantity": 1}}', 400, 'INVALID_REQUEST', '__proto__'],
    ['bad UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400, 'INVALID_ENCODING', null],
    ['33 levels', `${'['.repeat(33)}${']'.repeat(33)}`, 400, 'TOO_DEEP', null],
    ['more than 4 KiB', { quantity: 1, more: 'x'.repeat(5_000) }, 413, 'BODY_TOO_LARGE', null],
  ])('%s', async (...[, body, status, code, field]) => {
    const before = await approved()
    const answer = await service.enter(token, body)
    expect([answer.status, answer.body?.code]).toEqual([status, code])
    if (field !== null)
      expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field)
    expect(await approved()).toBe(before)
  })

  it.each<[string, string]>([
    ['5 MB', 'x'.repeat(5_000_000)],
    ['100 000 nested arrays', '['.repeat(100_000)],
  ])('%s: refused before they are read', async (...[, body]) => {
    const answer = await service.raw(post([], body))
    expect(statusOf(answer)).toBe(413)
    expect(answer).toContain('BODY_TOO_LARGE')
  })

  it('duplicate keys: the last one counts', async () => {
    const answer = await service.enter(await tokenOf(1_001), '{"quantity": 5, "quantity": 1}')
    expect([answer.status, answer.body.quantity]).toEqual([201, 1])
  })

  it.each<[string, Record<string, string>, number]>([
    ['text/plain', { 'content-type': 'text/plain' }, 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['gzip', { 'content-encoding': 'gzip' }, 415],
    ['identity, said', { 'content-encoding': 'identity' }, 415],
    ['only XML is accepted', { accept: 'application/xml' }, 406],
  ])('%s: %s', async (_, headers, status) => {
    const answer = await service.enter(token, {}, headers)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  })
})

describe('paths', () => {
  it.each<[string, number]>([
    ['/v1/activities/9007199254740992/entries', 400],
    ['/v1/activities/0/entries', 400],
    ['/v1/activities/abc/entries', 400],
    ['/v1/activities/-1/entries', 400],
    ['/v1/activities/1.0/entries', 400],
    ['/v1/activities/99/entries', 404],
    ['//v1/activities/1/entries', 404],
    ['/v1//activities/1/entries', 404],
    ['/v1/activities/1/entries/', 404],
    ['/v1/activities/..%2f1/entries', 400],
    ['/v1/activities/%ff/entries', 400],
    ['/nowhere', 404],
  ])('POST %s: %d', async (path, status) => {
    const answer = await service.raw(post([], '{}', path))
    expect(statusOf(answer)).toBe(status)
    expect(answer).toContain('application/problem+json')
  })

  it('a percent-encoded id is the id', async () => {
    expect((await service.ask('/v1/activities/%31')).body).toMatchObject({ id: 1, state: 'open' })
  })

  it('another method: 405, and which there are', async () => {
    const { status, headers, body } = await service.ask(ENTRIES, { method: 'DELETE' })
    expect([status, body.code]).toEqual([405, 'METHOD_NOT_ALLOWED'])
    expect(headers.get('allow')).toContain('POST')
  })

  it('HEAD is GET without the body', async () => {
    const { status, headers, body } = await service.ask('/v1/activities/1', { method: 'HEAD' })
    expect([status, body]).toEqual([200, null])
    expect(headers.get('etag')).not.toBeNull()
  })
})

describe('what is hardly HTTP', () => {
  it('HTTP/1.0 gets an answer, and the connection ends', async () => {
    const answer = await service.raw('GET /v1/activities/1 HTTP/1.0\r\n\r\n')
    expect(statusOf(answer)).toBe(200)
  })

  it('HTTP/1.1 that names no host is refused with a problem', async () => {
    const answer = await service.raw('GET /v1/activities/1 HTTP/1.1\r\nConnection: close\r\n\r\n')
    expect(statusOf(answer)).toBe(400)
    expect(answer).toContain('"code":"BAD_REQUEST"')
  })

  it('pipelined requests are answered in their order', async () => {
    const get = (path: string, last = '') => `GET ${path} HTTP/1.1\r\nHost: shop.example\r\n${last}\r\n`
    const answer = await service.raw(
      get('/v1/activities/1') + get('/nowhere') + get('/livez', 'Connection: close\r\n'),
    )
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
      '200',
      '404',
      '200',
    ])
  })

  it('a connection that asks and asks without waiting for answers is cut, and others are served', async () => {
    const flood = 'GET /openapi.json HTTP/1.1\r\nHost: shop.example\r\n\r\n'.repeat(2_000)
    const answers = (await service.raw(flood)).match(/HTTP\/1\.1 200/g) ?? []
    expect(answers.length).toBeLessThan(2_000)
    expect((await service.ask('/livez')).status).toBe(200)
  })

  it('a client that asks before it sends the body is told to go on', async () => {
    const answer = await service.raw(post(['Expect: 100-continue']))
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 20[01] /)
  })

  it.each<[string, () => string | string[], number]>([
    ['header bombs', () => post([`X-More: ${'x'.repeat(100_000)}`]), 431],
    ['no HTTP at all', () => '\x16\x03\x01\x02\x00\r\n\r\n', 400],
    ['a length that is none', () => post(['Content-Length: five']), 400],
    ['two lengths', () => post(['Content-Length: 2', 'Content-Length: 3']), 400],
    [
      'a length and chunks',
      () => post(['Content-Length: 2', 'Transfer-Encoding: chunked'], '2\r\n{}\r\n0\r\n\r\n'),
      400,
    ],
    [
      'chunks without end',
      () => [post(['Transfer-Encoding: chunked'], ''), ...Array(200).fill(`400\r\n${'x'.repeat(1_024)}\r\n`)],
      413,
    ],
    ['a path that no URL has', () => 'GET \0 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ])('%s: refused', async (_, bytes, status) => {
    const answer = await service.raw(bytes())
    expect(statusOf(answer)).toBe(status)
    expect((await service.ask('/livez')).status).toBe(200)
  })
})

describe('slow clients', () => {
  it.each<[string, () => string]>([
    ['headers', () => `POST ${ENTRIES} HTTP/1.1\r\nHost: shop.example\r\n`],
    ['a body', () => post(['Content-Length: 1000'], '{"quantity"').replace('Connection: close\r\n', '')],
  ])(
    'those who never finish %s are sent away, and others are served meanwhile',
    async (_, bytes) => {
      const slow = service.raw(bytes())
      const { status } = await service.enter(await tokenOf(2_000))
      expect([200, 201]).toContain(status)
      expect(statusOf(await slow)).toBe(408)
    },
    20_000,
  )

  it('a hundred clients that are gone before their answer hurt nobody', async () => {
    const { hostname, port } = new URL(service.url)
    await Promise.all(
      Array.from({ length: 100 }, () => {
        const socket = connect(Number(port), hostname)
        socket.on('error', () => {})
        return new Promise((resolve) => socket.write(post(), () => socket.destroy().once('close', resolve)))
      }),
    )
    expect((await service.ask('/v1/activities/1')).status).toBe(200)
  })
})

it('a request id is kept if it can do no harm', async () => {
  const idFor = async (id: string) =>
    (await service.ask('/livez', { headers: { 'x-request-id': id } })).headers.get('x-request-id')
  expect(await idFor('shop-42')).toBe('shop-42')
  expect(await idFor('a b')).not.toBe('a b')
  expect(await idFor('x'.repeat(65))).toHaveLength(36)
})

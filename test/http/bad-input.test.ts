import { gzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm/sql'
import { SignJWT, UnsecuredJWT } from 'jose'
import { expect, it } from 'vitest'
import { databases } from '../databases.ts'
import { SHOP } from '../shop.ts'
import { RawRequest } from './raw-request.ts'
import { type ShopService, tokenOf, withService } from './shop-service.ts'

const [{ create }] = databases as [(typeof databases)[0]]
const PATH = '/v1/activities/1/entries'

const nothingStored = async ({ database }: ShopService): Promise<void> => {
  expect(await database.query(sql`SELECT user_id FROM campaign_activity_entries`)).toEqual([])
  expect(await database.query(sql`SELECT id FROM dead_letters`)).toEqual([])
}

it('names what is wrong with a body, and stores nothing', () =>
  withService(create, SHOP, async (service) => {
    const cases: [body: string, status: number, code: string, field?: string][] = [
      ['{"quantity":0}', 400, 'INVALID_REQUEST', 'quantity'],
      ['{"quantity":-1}', 400, 'INVALID_REQUEST', 'quantity'],
      ['{"quantity":1e9}', 400, 'INVALID_REQUEST', 'quantity'],
      ['{"quantity":"5"}', 400, 'INVALID_REQUEST', 'quantity'],
      ['{"quantity":1.5}', 400, 'INVALID_REQUEST', 'quantity'],
      ['{"quantity":null}', 400, 'INVALID_REQUEST', 'quantity'],
      ['{"quantity":2}', 422, 'QUANTITY_TOO_LARGE', 'quantity'],
      ['{"productId":9007199254740993}', 400, 'INVALID_REQUEST', 'productId'],
      ['{"productId":"9007199254740993"}', 400, 'INVALID_REQUEST', 'productId'],
      ['{"productId":[1]}', 400, 'INVALID_REQUEST', 'productId'],
      ['{"userId":7}', 400, 'INVALID_REQUEST', 'userId'],
      ['{"color":"red"}', 400, 'INVALID_REQUEST', 'color'],
      ['{"__proto__":{"quantity":1}}', 400, 'INVALID_REQUEST', '__proto__'],
      ['{"constructor":1}', 400, 'INVALID_REQUEST', 'constructor'],
      ['[]', 400, 'INVALID_REQUEST', 'body'],
      ['"text"', 400, 'INVALID_REQUEST', 'body'],
      ['{"quantity":', 400, 'INVALID_JSON'],
      ['', 400, 'INVALID_JSON'],
      ['['.repeat(2_000), 400, 'TOO_DEEP'],
      [`{"a":"${'x'.repeat(5_000)}"}`, 413, 'BODY_TOO_LARGE'],
    ]
    for (const [body, status, code, field] of cases) {
      const reply = await service.ask('POST', PATH, { user: 1, body })
      const label = body.slice(0, 60)
      expect([reply.status, reply.body.code], label).toEqual([status, code])
      expect(reply.headers.get('content-type'), label).toContain('application/problem+json')
      if (field)
        expect(
          reply.body.errors.map((error: { field: string }) => error.field),
          label,
        ).toContain(field)
    }
    await nothingStored(service)
    expect(({} as { quantity?: number }).quantity).toBeUndefined()
  }))

it('takes the last of equal keys, and no body at all', () =>
  withService(create, SHOP, async (service) => {
    const last = await service.ask('POST', PATH, { user: 1, body: '{"quantity":7,"quantity":1}' })
    expect(last).toMatchObject({ status: 201, body: { quantity: 1 } })
    const none = await service.ask('POST', PATH, { user: 2 })
    expect(none.status).toBe(201)
  }))

it('refuses bodies in another dress: type, encoding, bytes that are no UTF-8, more than it reads', () =>
  withService(create, SHOP, async (service) => {
    const post = (body: Buffer | string, headers: Record<string, string>) =>
      service.ask('POST', PATH, { user: 1, body: body as string, headers })
    expect(await post('quantity=1', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({
      status: 415,
      body: { code: 'UNSUPPORTED_MEDIA_TYPE' },
    })
    expect(await post(gzipSync('{}'), { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 })
    expect(await post(Buffer.from([0x7b, 0xff, 0x7d]), {})).toMatchObject({
      status: 400,
      body: { code: 'INVALID_ENCODING' },
    })
    expect(await post('{}', { accept: 'text/html' })).toMatchObject({ status: 406 })
    const authorization = `Authorization: Bearer ${await tokenOf(1)}\r\n`
    const head = `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${authorization}`
    const announced = new RawRequest(service.url).send(`${head}Content-Length: 5000000\r\n\r\n`)
    expect(await announced.statuses()).toEqual([413])
    const chunked = new RawRequest(service.url).send(`${head}Transfer-Encoding: chunked\r\n\r\n`)
    const chunk = `400\r\n${' '.repeat(0x400)}\r\n`
    for (let sent = 0; sent < 8; sent += 1) chunked.send(chunk)
    expect(await chunked.statuses()).toEqual([413])
    await nothingStored(service)
  }))

it('lets only those in whose token counts', () =>
  withService(create, SHOP, async (service) => {
    const now = Math.floor(Date.now() / 1_000)
    const secret = Buffer.from('a secret of 32 bytes, for tests only')
    const sign = (claims: object, key = secret) =>
      new SignJWT({ sub: '1', aud: 'axon', exp: now + 60, ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(key)
    const unsigned = new UnsecuredJWT({ sub: '1', aud: 'axon', exp: now + 60 }).encode()
    const cases: [token: string | null, status: number, code: string][] = [
      [null, 401, 'UNAUTHENTICATED'],
      ['garbage', 401, 'INVALID_TOKEN'],
      [unsigned, 401, 'INVALID_TOKEN'],
      [await sign({ exp: now - 60 }), 401, 'TOKEN_EXPIRED'],
      [await sign({ nbf: now + 61 }), 401, 'INVALID_TOKEN'],
      [await sign({ aud: 'other' }), 401, 'INVALID_TOKEN'],
      [await sign({ sub: 'me' }), 401, 'INVALID_TOKEN'],
      [await sign({}, Buffer.from('another secret that nobody ever gave')), 401, 'INVALID_TOKEN'],
      ['axk_unknown', 401, 'INVALID_KEY'],
    ]
    for (const [token, status, code] of cases) {
      const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
      const reply = await service.ask('POST', PATH, { body: '{}', headers })
      expect([reply.status, reply.body.code], String(token)).toEqual([status, code])
      expect(reply.headers.get('www-authenticate')).toContain('Bearer')
    }
    await nothingStored(service)
    const early = await sign({ nbf: now + 6 })
    const reply = await service.ask('POST', PATH, {
      body: '{}',
      headers: { authorization: `Bearer ${early}` },
    })
    expect(reply.status).toBe(201)
    expect(JSON.stringify(service.lines)).not.toContain(early)
  }))

it('knows the id of a path in all its spellings', () =>
  withService(create, SHOP, async (service) => {
    const get = async (path: string) => (await service.ask('GET', path)).status
    expect(await get('/v1/activities/1')).toBe(200)
    expect(await get('/v1/activities/%31')).toBe(200)
    expect(await get('/v1/activities/9007199254740992')).toBe(400)
    expect(await get('/v1/activities/0')).toBe(400)
    expect(await get('/v1/activities/1.5')).toBe(400)
    expect(await get('/v1/activities/%zz')).toBe(400)
    expect(await get('//v1//activities/1')).toBe(404)
    expect(await get('/v1/activities/1/')).toBe(404)
    expect(await get('/nowhere')).toBe(404)
  }))

it('speaks HTTP as clients do: HEAD, OPTIONS, other methods, pipelining, HTTP/1.0, Expect', () =>
  withService(create, SHOP, async (service) => {
    expect(await service.ask('HEAD', '/v1/activities/1')).toMatchObject({ status: 200, body: '' })
    const options = await service.ask('OPTIONS', PATH)
    expect(options.status).toBe(204)
    expect(options.headers.get('allow')).toBe('POST, OPTIONS')
    const wrong = await service.ask('PUT', PATH, { body: '{}' })
    expect(wrong).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } })
    expect(wrong.headers.get('allow')).toBe('POST, OPTIONS')
    const get = 'GET /livez HTTP/1.1\r\nHost: x\r\n'
    const pipelined = new RawRequest(service.url).send(`${get}\r\n${get}\r\n${get}Connection: close\r\n\r\n`)
    expect(await pipelined.statuses()).toEqual([200, 200, 200])
    const old = new RawRequest(service.url).send('GET /livez HTTP/1.0\r\n\r\n')
    expect(await old.statuses()).toEqual([200])
    const body = `Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\nAuthorization: Bearer ${await tokenOf(3)}\r\n`
    const expecting = new RawRequest(service.url).send(
      `POST ${PATH} HTTP/1.1\r\nHost: x\r\n${body}Expect: 100-continue\r\n\r\n{}`,
    )
    expect(await expecting.statuses()).toEqual([100, 201])
  }))

it('cuts off who sends too much or too slowly, and serves the others meanwhile', () =>
  withService(create, SHOP, async (service) => {
    const bomb = new RawRequest(service.url).send(
      `GET /livez HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    )
    expect(await bomb.ended()).toMatch(/^HTTP\/1\.1 431 .*HEADERS_TOO_LARGE/s)
    const nonsense = new RawRequest(service.url).send('this is not HTTP\r\n\r\n')
    expect(await nonsense.ended()).toMatch(/^HTTP\/1\.1 400 .*BAD_REQUEST/s)
    const slowHead = new RawRequest(service.url).send('GET /livez HTTP/1.1\r\nHost: ')
    const slowBody = new RawRequest(service.url).send(
      `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${await tokenOf(1)}\r\nContent-Length: 10\r\n\r\n{`,
    )
    expect((await service.enter(2)).status).toBe(201)
    expect(await slowHead.ended()).toMatch(/^HTTP\/1\.1 408 .*TIMEOUT/s)
    expect((await service.enter(3)).status).toBe(201)
    expect(await slowBody.ended()).toMatch(/^HTTP\/1\.1 408 .*TIMEOUT/s)
    expect(
      await service.database.query(sql`SELECT user_id FROM campaign_activity_entries WHERE user_id = 1`),
    ).toEqual([])
  }))

it('counts one address as one, whatever it says in X-Forwarded-For', () =>
  withService(
    create,
    SHOP,
    async (service) => {
      const replies = await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          service.ask('POST', PATH, {
            user: index + 1,
            body: '{}',
            headers: { 'x-forwarded-for': `10.0.0.${index}` },
          }),
        ),
      )
      expect(replies.filter(({ status }) => status === 429)).toHaveLength(4)
    },
    { limitIp: { perSecond: 0.01, burst: 2 } },
  ))

it("takes a client's request id if it can do no harm, and logs neither queries nor whole addresses", () =>
  withService(create, SHOP, async (service) => {
    const ask = (id: string) =>
      service.ask('GET', '/v1/activities/1?token=secret', { headers: { 'x-request-id': id } })
    expect((await ask('abc-1')).headers.get('x-request-id')).toBe('abc-1')
    expect((await ask('<script>')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    await expect.poll(() => service.lines.length).toBeGreaterThan(2)
    expect(service.lines).toContainEqual(
      expect.objectContaining({ requestId: 'abc-1', path: '/v1/activities/1', network: '127.0.0.0' }),
    )
    expect(JSON.stringify(service.lines)).not.toContain('secret')
  }))

import { describe, expect, it } from 'vitest'
import { revokeApiKey } from '../../../src/operations/keys/revoke-api-key.ts'
import { databases } from '../../databases.ts'
import { SHOP } from '../../shop.ts'
import { sharedService } from '../shared-service.ts'
import { withService } from '../shop-service.ts'
import { ADMIN, keyOf, Operator } from './operator.ts'

const SESSION = '/admin/v1/session'

describe.each(databases)('on $name', ({ create }) => {
  const service = sharedService(create, SHOP, ADMIN)

  it('a session begins with a key, in a cookie that no script reads and no other page sends', async () => {
    const { key, id } = await keyOf(service(), 'admin', '김')
    const page = await Operator.signedIn(service(), key)
    expect(page.session.status).toBe(201)
    expect(page.session.body).toEqual({
      keyId: id,
      name: '김',
      role: 'admin',
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: expect.any(String),
    })
    const flags = page.session.headers.get('set-cookie')!.split('; ').slice(1)
    expect(flags).toEqual(['Max-Age=28800', 'HttpOnly', 'SameSite=Strict', 'Path=/'])
    expect(page.session.headers.get('cache-control')).toBe('no-store')
    const again = await page.ask('GET', SESSION)
    expect(again.body.csrfToken).toBe(page.session.body.csrfToken)
  })

  it('nobody who has not signed in sees anything', async () => {
    const stranger = new Operator(service())
    for (const path of [SESSION, '/admin/v1/activities', '/admin/v1/keys', '/admin/v1/keys/1']) {
      expect(await stranger.ask('GET', path)).toMatchObject({
        status: 401,
        body: { code: 'UNAUTHENTICATED' },
      })
    }
    const forged = new Operator(service(), { cookie: 'axon_admin=AAAA' })
    expect(await forged.ask('GET', SESSION)).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } })
  })

  it('a key of a server is none of an operator', async () => {
    const { key } = await keyOf(service(), 'business')
    const stranger = new Operator(service())
    expect(await stranger.ask('POST', SESSION, { body: { key } })).toMatchObject({ status: 403 })
    expect(await Operator.withKey(service(), key).ask('GET', '/admin/v1/activities')).toMatchObject({
      status: 403,
    })
  })

  it('a change without the token of the session is refused, whoever is signed in', async () => {
    const { key } = await keyOf(service(), 'admin')
    const page = await Operator.signedIn(service(), key)
    const body = { name: 'x' }
    for (const token of ['', 'wrong']) {
      const headers = { 'x-csrf-token': token }
      expect(await page.ask('POST', '/admin/v1/campaigns', { body, headers })).toMatchObject({
        status: 403,
        body: { code: 'NO_CSRF_TOKEN' },
      })
    }
    expect(await page.ask('POST', '/admin/v1/campaigns', { body })).toMatchObject({ status: 201 })
    const program = Operator.withKey(service(), key)
    expect(await program.ask('POST', '/admin/v1/campaigns', { body })).toMatchObject({ status: 201 })
  })

  it('a page of another origin gets nothing, even with the cookie', async () => {
    const { key } = await keyOf(service(), 'admin')
    const page = await Operator.signedIn(service(), key)
    const headers = { origin: 'https://evil.example' }
    expect(await page.ask('GET', SESSION, { headers })).toMatchObject({
      status: 403,
      body: { code: 'FOREIGN_ORIGIN' },
    })
    expect(await page.ask('GET', SESSION, { headers: { origin: 'null' } })).toMatchObject({ status: 403 })
    expect(await page.ask('GET', SESSION, { headers: { origin: service().admin!.url } })).toMatchObject({
      status: 200,
    })
  })

  it('another Host than its own is refused', async () => {
    const { key } = await keyOf(service(), 'viewer')
    const program = Operator.withKey(service(), key)
    for (const host of ['evil.example', '127.0.0.1', 'localhost:1', 'admin.shop.example']) {
      for (const path of ['/admin/', '/admin/v1/activities', '/admin/v1/openapi.json']) {
        expect(await program.ask('GET', path, { headers: { host } })).toMatchObject({
          status: 421,
          body: { code: 'MISDIRECTED' },
        })
      }
    }
  })

  it('who signs out is out, here or everywhere', async () => {
    const { key } = await keyOf(service(), 'viewer')
    const [one, two, three] = [
      await Operator.signedIn(service(), key),
      await Operator.signedIn(service(), key),
      await Operator.signedIn(service(), key),
    ]
    const out = await one.ask('DELETE', SESSION)
    expect(out.status).toBe(204)
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
    expect(await one.ask('GET', SESSION)).toMatchObject({ status: 401 })
    expect(await two.ask('GET', SESSION)).toMatchObject({ status: 200 })
    expect(await two.ask('DELETE', '/admin/v1/sessions')).toMatchObject({ status: 204 })
    expect(await two.ask('GET', SESSION)).toMatchObject({ status: 401 })
    expect(await three.ask('GET', SESSION)).toMatchObject({ status: 401 })
  })

  it('a revoked key ends its sessions', async () => {
    const { key, id } = await keyOf(service(), 'admin')
    const page = await Operator.signedIn(service(), key)
    await revokeApiKey(service().database, id, { by: 'test', atMs: Date.now() })
    const revokedAt = performance.now()
    let reply = await page.ask('GET', SESSION)
    while (reply.status === 200) reply = await page.ask('GET', SESSION)
    expect(reply).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } })
    // The bound of what is read again: CONTRACT §11.
    expect(performance.now() - revokedAt).toBeLessThan(5_000)
    expect(await page.ask('GET', '/admin/v1/activities')).toMatchObject({ status: 401 })
  })

  it('a viewer sees everything and changes nothing', async () => {
    const { key } = await keyOf(service(), 'viewer')
    const page = await Operator.signedIn(service(), key)
    const { body: document } = await page.ask('GET', '/admin/v1/openapi.json')
    for (const [path, methods] of Object.entries<Record<string, { security: object[] }>>(document.paths)) {
      for (const [method, { operationId }] of Object.entries(methods as never) as [
        string,
        { operationId: string },
      ][]) {
        if (method === 'get' || HARMLESS.includes(operationId)) continue
        const reply = await page.ask(method.toUpperCase(), path.replace(/\{\w+\}/g, '1'))
        expect({ operationId, status: reply.status, code: reply.body.code }).toEqual({
          operationId,
          status: 403,
          code: 'FORBIDDEN',
        })
      }
    }
    for (const path of ['activities', 'products', 'campaigns', 'sites', 'keys']) {
      expect(await page.ask('GET', `/admin/v1/${path}`)).toMatchObject({ status: 200 })
    }
  })

  it('every answer keeps frames and scripts of others out', async () => {
    const { key } = await keyOf(service(), 'viewer')
    for (const path of ['/admin/', '/admin/v1/activities', '/admin/v1/nothing', '/nothing']) {
      const { headers } = await Operator.withKey(service(), key).ask('GET', path)
      const policy = headers.get('content-security-policy')!
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    }
  })

  it('neither listener has the routes of the other', async () => {
    const { key } = await keyOf(service(), 'admin')
    const headers = { authorization: `Bearer ${key}` }
    for (const path of ['/admin/', '/admin/v1/session', '/admin/v1/openapi.json']) {
      expect((await service().ask('GET', path, { headers })).status).toBe(404)
    }
    for (const path of ['/v1/activities/1', '/axon.js', '/livez', '/demo', '/openapi.json']) {
      expect((await Operator.withKey(service(), key).ask('GET', path)).status).toBe(404)
    }
  })
})

/** What a viewer may ask for with another method than GET: it changes nothing of the shop. */
const HARMLESS = ['signIn', 'signOut', 'signOutEverywhere', 'previewEvent']

const [{ create }] = databases as [(typeof databases)[0]]

it('ten wrong keys, then 429: for the address, and for the key whose beginning was tried', () =>
  withService(
    create,
    SHOP,
    async (service) => {
      const { key } = await keyOf(service, 'admin')
      const stranger = new Operator(service)
      const attempt = (tried: string) => stranger.ask('POST', SESSION, { body: { key: tried } })
      for (let times = 0; times < 10; times += 1) {
        expect((await attempt(`axk_guess${times}`)).status).toBe(401)
      }
      const refused = await attempt('axk_another')
      expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_REQUESTS' } })
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect((await attempt(key)).status).toBe(429)
      expect((await Operator.withKey(service, key).ask('GET', '/admin/v1/keys')).status).toBe(429)
    },
    ADMIN,
  ))

it('wrong keys that are tried at once count like those one after the other', () =>
  withService(
    create,
    SHOP,
    async (service) => {
      const stranger = new Operator(service)
      const attempts = Array.from({ length: 30 }, (_, number) =>
        stranger.ask('POST', SESSION, { body: { key: `axk_guess${number}` } }),
      )
      const statuses = (await Promise.all(attempts)).map(({ status }) => status)
      expect(statuses.toSorted()).toEqual([...Array(10).fill(401), ...Array(20).fill(429)])
    },
    ADMIN,
  ))

it('behind a proxy the cookie is for https alone, and the name is that of the proxy', () =>
  withService(
    create,
    SHOP,
    async (service) => {
      const { key } = await keyOf(service, 'admin')
      const there = new Operator(service, {
        host: 'admin.shop.example',
        origin: 'https://admin.shop.example',
      })
      const session = await there.ask('POST', SESSION, { body: { key } })
      expect(session.headers.get('set-cookie')).toMatch(
        /^__Host-axon_admin=[\w-]+; Max-Age=28800; HttpOnly; SameSite=Strict; Path=\/; Secure$/,
      )
      expect(session.headers.get('strict-transport-security')).toBe('max-age=31536000')
    },
    { admin: { ...ADMIN.admin, origin: 'https://admin.shop.example' } },
  ))

it('the link on the terminal signs one page in, once', () =>
  withService(
    create,
    SHOP,
    async (service) => {
      const url = new URL(service.admin!.pageUrl)
      expect(url.pathname + url.search).toBe('/admin/')
      const once = url.hash.replace('#once=', '')
      const stranger = new Operator(service)
      expect(await stranger.ask('POST', SESSION, { body: { once: 'x' } })).toMatchObject({ status: 401 })
      expect(await stranger.ask('POST', SESSION, { body: { once } })).toMatchObject({
        status: 201,
        body: { keyId: null, name: 'dev', role: 'admin' },
      })
      expect(await stranger.ask('POST', SESSION, { body: { once } })).toMatchObject({ status: 401 })
    },
    { admin: { ...ADMIN.admin, hasOnceLink: true } },
  ))

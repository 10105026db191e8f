import { expect, it } from 'vitest'
import { addSite } from '../../src/operations/sites/add-site.ts'
import { databases } from '../databases.ts'
import { SHOP } from '../shop.ts'
import { keyOf } from './admin/operator.ts'
import { RawRequest } from './raw-request.ts'
import { sharedService } from './shared-service.ts'
import { type ShopService, tokenOf, withService } from './shop-service.ts'

const [{ create }] = databases as [(typeof databases)[0]]
const PATH = '/v1/activities/1/entries'
const ORIGIN = 'https://shop.example'

const raw = ({ url }: ShopService, head: string, body = '') =>
  new RawRequest(url).send(`${head}\r\n${body}`).ended()

const serviceOf = sharedService(create, SHOP)

it('pages of the shop can read that there is no such route or method, other pages can not', async () => {
  const service = serviceOf()
  await addSite(service.database, { name: 'shop', origins: [ORIGIN] }, { by: 'test', atMs: Date.now() })
  const seenBy = async (origin: string, method: string, path: string) => {
    const { status, headers } = await service.ask(method, path, { headers: { origin } })
    return [status, headers.get('access-control-allow-origin')]
  }
  expect(await seenBy(ORIGIN, 'GET', '/v1/nowhere')).toEqual([404, ORIGIN])
  expect(await seenBy(ORIGIN, 'GET', PATH)).toEqual([405, ORIGIN])
  expect(await seenBy(ORIGIN, 'POST', '/v1/activities/1')).toEqual([405, '*'])
  expect(await seenBy('https://other.example', 'GET', '/v1/nowhere')).toEqual([404, null])
  expect(await seenBy('https://other.example', 'GET', PATH)).toEqual([405, null])
})

it('what is unusual in a request gets an answer that says so', async () => {
  const service = serviceOf()
  const get = 'GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n'
  expect(await raw(service, `${get}Expect: gold\r\n`)).toMatch(
    /^HTTP\/1\.1 417 .*problem\+json.*EXPECTATION_FAILED/s,
  )
  expect(await raw(service, 'CONNECT shop.example:443 HTTP/1.1\r\nHost: x\r\n')).toMatch(
    /^HTTP\/1\.1 405 .*allow: GET.*METHOD_NOT_ALLOWED/s,
  )
  expect(await raw(service, get + 'a:\r\n'.repeat(1_500))).toMatch(/^HTTP\/1\.1 431 .*HEADERS_TOO_LARGE/s)
  expect(await raw(service, get + 'a:\r\n'.repeat(150))).toMatch(/^HTTP\/1\.1 200 /)
  expect(await raw(service, `${get}HOST: y\r\n`)).toMatch(/^HTTP\/1\.1 400 .*Host once.*BAD_REQUEST/s)
  const { body } = await service.ask('GET', '/v1/activities/one')
  expect(body.errors[0].message).toMatch(/^must be an integer from 1 to /)
})

it('a body that is announced is asked for only where it will be read', async () => {
  const service = serviceOf()
  const post = async (path: string, more: string, body = '') => {
    const text = await raw(
      service,
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n${more}`,
      body,
    )
    return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
  }
  const user = `Authorization: Bearer ${await tokenOf(1)}\r\n`
  expect(await post(PATH, 'Content-Length: 2\r\n')).toEqual([401])
  expect(await post(PATH, `${user}Content-Length: 5000\r\n`)).toEqual([413])
  expect(await post('/v1/nowhere', `${user}Content-Length: 2\r\n`)).toEqual([404])
  const last = `${user}Connection: close\r\nContent-Length: 2\r\n`
  expect(await post(PATH, last, '{}')).toEqual([100, 201])
})

it('who sends one bad token after the other is limited by his address, a server with its key is not', () =>
  withService(
    create,
    SHOP,
    async (service) => {
      const statuses: number[] = []
      for (const path of [PATH, '/v1/business-events', PATH]) {
        const headers = { authorization: 'Bearer garbage' }
        statuses.push((await service.ask('POST', path, { body: '{}', headers })).status)
      }
      expect(statuses).toEqual([401, 401, 429])
      const { key } = await keyOf(service, 'business')
      const business = { authorization: `Bearer ${key}` }
      const body = JSON.stringify({ userId: 7 })
      expect((await service.ask('POST', PATH, { body, headers: business })).status).toBe(201)
      const me = await service.ask('GET', '/v1/activities/1/entries/me', { user: 1 })
      expect(me.status).toBe(404)
    },
    { limitIp: { perSecond: 0.01, burst: 2 } },
  ))

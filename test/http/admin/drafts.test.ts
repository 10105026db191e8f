import { beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../../databases.ts'
import { SHOP } from '../../shop.ts'
import { sharedService } from '../shared-service.ts'
import { ADMIN, keyOf, Operator } from './operator.ts'

/** One of each that operators write: every field has a value that would be missed. */
const DRAFTS = {
  products: { productName: '찻잔', stock: 3, price: 12.5 },
  campaigns: { name: '봄', startAt: '2026-03-01T00:00:00.000Z', endAt: '2026-06-01T00:00:00.000Z' },
  activities: {
    campaignId: 1,
    productId: 1,
    name: '머그 둘째 판',
    activityType: 'FIRST_COME_FIRST_SERVE',
    status: 'DRAFT',
    limitCount: 5,
    startDate: '2026-05-01T01:00:00.000Z',
    endDate: '2026-05-02T01:00:00.000Z',
    price: 9.5,
    maxQuantity: 2,
  },
  events: {
    name: '산다',
    description: 'the button',
    status: 'INACTIVE',
    triggerType: 'CLICK',
    triggerPayload: { when: { field: 'element', op: 'selector', value: '.buy' } },
    sink: 'DATABASE',
    siteId: null,
    startsAt: '2026-05-01T01:00:00.000Z',
    endsAt: '2026-05-02T01:00:00.000Z',
  },
  sites: { name: '가게', origins: ['https://shop.example'] },
  keys: { name: '서버', expiresAt: '2099-01-01T00:00:00.000Z' },
}
const ONLY_OF_NEW = { keys: { role: 'business' } } as const

describe.each(databases)('on $name', ({ create }) => {
  const service = sharedService(create, SHOP, ADMIN)
  let kim: Operator
  beforeAll(async () => {
    kim = Operator.withKey(service(), (await keyOf(service(), 'admin')).key)
  })

  describe.each(Object.entries(DRAFTS))('%s', (things, draft) => {
    const whole = { ...draft, ...(ONLY_OF_NEW as Record<string, object>)[things] }
    const fields = Object.keys(draft)
    const misspelt = (field: string): string => field.slice(0, -1) + field.slice(-1).toUpperCase()
    const renamed = (body: object, field: string): object =>
      Object.fromEntries(
        Object.entries(body).map(([name, value]) => [name === field ? misspelt(name) : name, value]),
      )
    let path: string

    it('a new one with a field that there is not is refused, and told what it may be', async () => {
      for (const field of fields) {
        const refused = await kim.ask('POST', `/admin/v1/${things}`, { body: renamed(whole, field) })
        expect(refused).toMatchObject({ status: 422, body: { code: 'REFUSED' } })
        expect(refused.body.errors[0]).toEqual({
          field: misspelt(field),
          message: `is unknown: did you mean ${field}?`,
        })
      }
      const made = await kim.ask('POST', `/admin/v1/${things}`, { body: whole })
      expect(made).toMatchObject({ status: 201, body: draft })
      path = made.headers.get('location')!
    })

    it('what was seen can be sent back as it is', async () => {
      const seen = await kim.ask('GET', path)
      const headers = { 'if-match': seen.headers.get('etag')! }
      const saved = await kim.ask('PUT', path, { body: seen.body, headers })
      expect(saved).toMatchObject({ status: 200, body: seen.body })
      const again = await kim.ask('PUT', path, { body: saved.body, headers })
      expect(again).toMatchObject({ status: 200, body: saved.body })
    })

    it('If-Match may name several tags, of which one must be the current one, or say that any will do', async () => {
      const { body, headers } = await kim.ask('GET', path)
      const etag = headers.get('etag')!
      const put = async (ifMatch: string) =>
        (await kim.ask('PUT', path, { body, headers: { 'if-match': ifMatch } })).status
      expect([await put(`"999", ${etag}`), await put(`${etag},"999"`), await put('*')]).toEqual([
        200, 200, 200,
      ])
      expect([await put('"998", "999"'), await put(etag.replaceAll('"', '')), await put('""')]).toEqual([
        412, 412, 412,
      ])
    })

    it('no field is lost because it is misspelt or left out', async () => {
      const { body, headers } = await kim.ask('GET', path)
      const ifMatch = { 'if-match': headers.get('etag')! }
      for (const field of fields) {
        const { [field]: _, ...rest } = body
        const without = await kim.ask('PUT', path, { body: rest, headers: ifMatch })
        expect(without).toMatchObject({
          status: 422,
          body: { code: 'REFUSED', errors: [{ field, message: 'is required' }] },
        })
        const wrong = await kim.ask('PUT', path, { body: renamed(body, field), headers: ifMatch })
        expect(wrong).toMatchObject({
          status: 422,
          body: { detail: `${misspelt(field)} is unknown: did you mean ${field}?` },
        })
      }
      const after = await kim.ask('GET', path)
      expect(after.body).toEqual(body)
      expect(after.headers.get('etag')).toBe(headers.get('etag'))
    })

    it('what is sent is of what the path names', async () => {
      const { body, headers } = await kim.ask('GET', path)
      const put = { body: { ...body, id: body.id + 1 }, headers: { 'if-match': headers.get('etag')! } }
      expect(await kim.ask('PUT', path, put)).toMatchObject({
        status: 422,
        body: { errors: [{ field: 'id', message: `must be ${body.id}, as in the path, or left out` }] },
      })
    })

    it('the document says so', async () => {
      const { body } = await kim.ask('GET', '/admin/v1/openapi.json')
      const { schema } = body.paths[`/admin/v1/${things}/{id}`].put.requestBody.content['application/json']
      expect(schema.required.toSorted()).toEqual(fields.toSorted())
      expect(schema.additionalProperties).toBe(false)
      expect(schema.properties.id).toMatchObject({ readOnly: true })
    })
  })
})

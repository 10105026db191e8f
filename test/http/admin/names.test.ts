import { beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../../databases.ts'
import { SHOP } from '../../shop.ts'
import { sharedService } from '../shared-service.ts'
import { ADMIN, keyOf, Operator } from './operator.ts'

const LONG = '한'.repeat(200)
const SEEDED = {
  ...SHOP,
  products: [...SHOP.products, { id: 90, productName: LONG, stock: 1, price: 1 }],
  campaigns: [...SHOP.campaigns, { id: 90, name: `${LONG}\u202e` }],
}

const CASES = [
  ['products', 'productName', { stock: 1, price: 1 }],
  ['campaigns', 'name', {}],
  ['activities', 'name', { campaignId: 1, activityType: 'FIRST_COME_FIRST_SERVE', status: 'DRAFT' }],
  ['events', 'name', { status: 'INACTIVE', triggerType: 'PAGE_VIEW' }],
  ['sites', 'name', { origins: ['https://shop.example'] }],
  ['keys', 'name', { role: 'viewer' }],
] as const

describe.each(databases)('on $name', ({ create }) => {
  const service = sharedService(create, SEEDED, ADMIN)
  let kim: Operator
  beforeAll(async () => {
    kim = Operator.withKey(service(), (await keyOf(service(), 'admin')).key)
  })

  it.each(CASES)('%s: a name has no character that nobody sees', async (things, field, rest) => {
    const make = (name: string) =>
      kim.ask('POST', `/admin/v1/${things}`, { body: { ...rest, [field]: name } })
    for (const name of ['a\u0007b', 'abc \u202egnp.exe', 'zero\u200bwidth', 'a\nb', '\u00a0', ' ']) {
      expect(await make(name)).toMatchObject({
        status: 422,
        body: { errors: [{ field, message: "must be 1 to 100 characters, and none that can't be seen" }] },
      })
    }
    expect(await make(LONG)).toMatchObject({ status: 422, body: { errors: [{ field }] } })
    expect(await make(` ${'머그컵'.normalize('NFD')} `)).toMatchObject({
      status: 201,
      body: { [field]: '머그컵' },
    })
  })

  it.each([
    ['products', 'productName'],
    ['campaigns', 'name'],
  ])('%s: a name that a seed file brought may stay, and gives way to a better one', async (things, field) => {
    const path = `/admin/v1/${things}/90`
    const seen = await kim.ask('GET', path)
    const put = (body: object) => kim.ask('PUT', path, { body, headers: { 'if-match': '*' } })
    expect(await put(seen.body)).toMatchObject({ status: 200, body: seen.body })
    expect(await put({ ...seen.body, [field]: `${LONG}!` })).toMatchObject({
      status: 422,
      body: { errors: [{ field }] },
    })
    expect(await put({ ...seen.body, [field]: '짧게' })).toMatchObject({
      status: 200,
      body: { [field]: '짧게' },
    })
  })
})

import { describe, expect, it } from 'vitest'
import { databases } from '../../databases.ts'
import { SHOP } from '../../shop.ts'
import { sharedService } from '../shared-service.ts'
import { ADMIN, keyOf, Operator } from './operator.ts'

describe.each(databases)('on $name', ({ create }) => {
  const service = sharedService(create, SHOP, ADMIN)
  const admin = async (name = '김'): Promise<Operator> =>
    Operator.withKey(service(), (await keyOf(service(), 'admin', name)).key)
  const changes = async (operator: Operator, query: string) =>
    (await operator.ask('GET', `/admin/v1/changes?${query}`)).body.items

  it('an activity is made, looked at, and written anew only by whoever has seen how it stands', async () => {
    const kim = await admin('kim')
    const draft = {
      campaignId: 1,
      productId: 1,
      name: '머그 둘째 판',
      activityType: 'FIRST_COME_FIRST_SERVE',
    }
    const body = { ...draft, status: 'DRAFT', limitCount: 5, startDate: '2026-05-01T10:00:00+09:00' }
    const made = await kim.ask('POST', '/admin/v1/activities', { body })
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: '머그 둘째 판',
        startDate: '2026-05-01T01:00:00.000Z',
        endDate: null,
        maxQuantity: 1,
        approvedCount: 0,
      },
    })
    const path = made.headers.get('location')!
    expect(path).toBe(`/admin/v1/activities/${made.body.id}`)
    const etag = made.headers.get('etag')!
    const seen = await kim.ask('GET', path)
    expect(seen.headers.get('etag')).toBe(etag)
    expect(seen.body).toEqual(made.body)
    expect(await kim.ask('GET', path, { headers: { 'if-none-match': etag } })).toMatchObject({ status: 304 })

    const mine = { ...seen.body, limitCount: 7 }
    expect(await kim.ask('PUT', path, { body: mine })).toMatchObject({
      status: 428,
      body: { code: 'PRECONDITION_REQUIRED' },
    })
    const saved = await kim.ask('PUT', path, { body: mine, headers: { 'if-match': etag } })
    expect(saved).toMatchObject({ status: 200, body: { limitCount: 7 } })
    const late = await kim.ask('PUT', path, {
      body: { ...seen.body, name: '다른 이름' },
      headers: { 'if-match': etag },
    })
    expect(late).toMatchObject({
      status: 412,
      body: {
        code: 'CHANGED_MEANWHILE',
        yours: { name: '다른 이름', limitCount: 5 },
        theirs: { name: '머그 둘째 판', limitCount: 7 },
        etag: saved.headers.get('etag'),
      },
    })
    expect(await changes(kim, `subject=campaign_activity&subjectId=${made.body.id}`)).toMatchObject([
      {
        changedBy: expect.stringMatching(/^key:\d+:kim$/),
        action: 'update',
        before: { limitCount: 5 },
        after: { limitCount: 7 },
      },
      {
        changedBy: expect.stringMatching(/^key:\d+:kim$/),
        action: 'create',
        before: null,
        after: { name: '머그 둘째 판' },
      },
    ])
  })

  it('what a seed file may not say, nobody may say here: the fields are named', async () => {
    const kim = await admin()
    const ask = (path: string, body: object) => kim.ask('POST', `/admin/v1/${path}`, { body })
    const wrong = { campaignId: 99, productId: 1, name: 'x', activityType: 'X', status: 'DRAFT' }
    expect(await ask('activities', wrong)).toMatchObject({
      status: 422,
      body: {
        code: 'REFUSED',
        errors: [{ field: 'campaignId', message: 'is 99, and there is no such thing' }],
      },
    })
    expect(await ask('campaigns', { id: 1, name: 'again' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'id' }] },
    })
    const backwards = { name: 'x', startAt: '2026-05-02T00:00:00Z', endAt: '2026-05-01T00:00:00Z' }
    expect(await ask('campaigns', backwards)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'endAt', message: 'must not be before startAt' }] },
    })
    expect(await ask('products', { productName: 'x', stock: -1, price: 1 })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'stock' }] },
    })
    expect(await ask('products', { productName: 'x', stock: 1, price: 1.234 })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'price' }] },
    })
  })

  it.each([
    ['products', { productName: '끝', stock: 1, price: 1 }],
    ['campaigns', { name: '끝' }],
    ['events', { name: '끝', status: 'INACTIVE', triggerType: 'PAGE_VIEW' }],
  ])('%s: the greatest id leaves room for those that come after it', async (things, draft) => {
    const kim = await admin()
    const idOf = async (body: object) => (await kim.ask('POST', `/admin/v1/${things}`, { body })).body.id
    const before = await idOf(draft)
    expect(await idOf({ ...draft, id: Number.MAX_SAFE_INTEGER })).toBe(Number.MAX_SAFE_INTEGER)
    expect([await idOf(draft), await idOf(draft)]).toEqual([before + 1, before + 2])
  })

  it('stock is moved by a difference, and never below what was sold', async () => {
    const kim = await admin()
    const made = await kim.ask('POST', '/admin/v1/products', {
      body: { productName: '접시', stock: 3, price: 12.5 },
    })
    expect(made).toMatchObject({ status: 201, body: { stock: 3, left: 3, sold: 0, price: 12.5 } })
    const path = `/admin/v1/products/${made.body.id}/restock`
    expect(await kim.ask('POST', path, { body: { difference: 4 } })).toMatchObject({
      status: 200,
      body: { stock: 7, left: 7, sold: 0 },
    })
    expect(await kim.ask('POST', path, { body: { difference: -8 } })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'difference' }] },
    })
    await service().enter(1)
    expect(
      await kim.ask('POST', '/admin/v1/products/1/restock', { body: { difference: -100 } }),
    ).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'difference', message: expect.stringContaining('sold') }] },
    })
    expect(await kim.ask('POST', '/admin/v1/products/77/restock', { body: { difference: 1 } })).toMatchObject(
      {
        status: 404,
      },
    )
  })

  it('one button pauses all activities, and requests are refused within a second', async () => {
    const kim = await admin()
    const paused = await kim.ask('POST', '/admin/v1/activities/pause', { body: {} })
    expect(paused.body.activities).toContain(1)
    let reply = await service().ask('GET', '/v1/activities/1')
    while (reply.body.state !== 'paused') reply = await service().ask('GET', '/v1/activities/1')
    expect(await kim.ask('POST', '/admin/v1/activities/pause', { body: {} })).toMatchObject({
      body: { activities: [] },
    })
    const { activities } = paused.body
    expect(await kim.ask('POST', '/admin/v1/activities/resume', { body: { ids: activities } })).toMatchObject(
      {
        body: { activities },
      },
    )
    expect(await kim.ask('POST', '/admin/v1/activities/pause', { body: { ids: [1, 999] } })).toMatchObject({
      status: 404,
    })
    const { body } = await kim.ask('GET', '/admin/v1/activities/1')
    expect(body.status).toBe('ACTIVE')
  })

  it('events are saved as by the command line: refusals and warnings, revisions, restore', async () => {
    const kim = await admin('kim')
    const when = { field: 'url.path', op: 'equals', value: '/mug' }
    const body = {
      name: '머그를 본다',
      status: 'INACTIVE',
      triggerType: 'PAGE_VIEW',
      triggerPayload: { when },
    }
    const wrong = { ...body, triggerPayload: { when: { field: 'scroll.percent', op: 'atLeast', value: 5 } } }
    expect(await kim.ask('POST', '/admin/v1/events', { body: wrong })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'triggerPayload.when.field' }] },
    })
    const made = await kim.ask('POST', '/admin/v1/events', { body })
    expect(made).toMatchObject({
      status: 201,
      body: { revision: 1, sink: 'LOG', triggerPayload: { when }, warnings: [] },
    })
    expect(made.headers.get('etag')).toBe('"1"')
    const path = made.headers.get('location')!
    expect(await kim.ask('POST', `${path}/activate`)).toMatchObject({
      status: 200,
      body: { status: 'ACTIVE', revision: 2 },
    })
    const { warnings: _, ...mine } = made.body
    expect(await kim.ask('PUT', path, { body: mine, headers: { 'if-match': '"1"' } })).toMatchObject({
      status: 412,
      body: { theirs: { revision: 2 }, etag: '"2"' },
    })
    const renamed = { ...mine, name: '머그를 오래 본다', status: 'ACTIVE' }
    expect(await kim.ask('PUT', path, { body: renamed, headers: { 'if-match': '"2"' } })).toMatchObject({
      status: 200,
      body: { revision: 3 },
    })
    const { body: revisions } = await kim.ask('GET', `${path}/revisions?limit=2`)
    expect(revisions).toMatchObject({
      items: [
        {
          revision: 3,
          savedBy: expect.stringMatching(/^key:\d+:kim$/),
          definition: { name: '머그를 오래 본다' },
        },
        { revision: 2, definition: { status: 'ACTIVE' } },
      ],
      nextCursor: '2',
    })
    const older = await kim.ask('GET', `${path}/revisions?limit=2&cursor=2`)
    expect(older.body).toMatchObject({ items: [{ revision: 1 }], nextCursor: null })
    const restore = `${path}/revisions/1/restore`
    expect(await kim.ask('POST', restore)).toMatchObject({ status: 428 })
    expect(await kim.ask('POST', restore, { headers: { 'if-match': '"8", "9"' } })).toMatchObject({
      status: 412,
    })
    expect(await kim.ask('POST', restore, { headers: { 'if-match': '"9", "3"' } })).toMatchObject({
      status: 200,
      body: { revision: 4, name: '머그를 본다', status: 'INACTIVE' },
    })
    expect(
      await kim.ask('POST', `${path}/revisions/9/restore`, { headers: { 'if-match': '*' } }),
    ).toMatchObject({
      status: 404,
    })
  })

  it('the last purchase event stays while something is sold', async () => {
    const kim = await admin()
    const { body } = await kim.ask('GET', '/admin/v1/events?triggerType=PURCHASE&status=ACTIVE')
    expect(body.items).toHaveLength(1)
    expect(await kim.ask('POST', `/admin/v1/events/${body.items[0].id}/deactivate`)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'status' }] },
    })
  })

  it('lists are searched, narrowed and paged', async () => {
    const kim = await admin()
    for (const name of ['가을 하나', '가을 둘', '겨울 하나']) {
      await kim.ask('POST', '/admin/v1/campaigns', { body: { name } })
    }
    const names = async (query: string) =>
      (await kim.ask('GET', `/admin/v1/campaigns?${query}`)).body.items.map(
        ({ name }: { name: string }) => name,
      )
    expect(await names(`q=${encodeURIComponent('가을')}`)).toEqual(['가을 하나', '가을 둘'])
    expect(await names(`q=${encodeURIComponent('하나 가을')}`)).toEqual(['가을 하나'])
    const { body } = await kim.ask('GET', `/admin/v1/campaigns?q=${encodeURIComponent('가을')}&limit=1`)
    expect(body.nextCursor).toEqual(String(body.items[0].id))
    const next = `q=${encodeURIComponent('가을')}&limit=1&cursor=${body.nextCursor}`
    expect((await kim.ask('GET', `/admin/v1/campaigns?${next}`)).body).toMatchObject({
      items: [{ name: '가을 둘' }],
      nextCursor: null,
    })
    await kim.ask('POST', '/admin/v1/campaigns', { body: { name: '여름 하나' } })
    expect(await names(`q=${encodeURIComponent('여름'.normalize('NFD'))}`)).toEqual(['여름 하나'])
    for (const [query, field, message] of [
      ['campaigns?limit=0', 'limit', 'must be a number from 1 to 200'],
      ['campaigns?cursor=last', 'cursor', 'must be the nextCursor of a page'],
      ['events/1/matches?days=31', 'days', 'must be a number from 1 to 30'],
    ]) {
      expect(await kim.ask('GET', `/admin/v1/${query}`)).toMatchObject({
        status: 400,
        body: { errors: [{ field, message }] },
      })
    }
    expect(await kim.ask('GET', '/admin/v1/campaigns?q=%00')).toMatchObject({ status: 400 })
  })

  it('sites and keys are made, changed and taken away; a key is shown once', async () => {
    const kim = await admin('kim')
    const site = await kim.ask('POST', '/admin/v1/sites', {
      body: { name: '가게', origins: ['https://Shop.example'] },
    })
    expect(site).toMatchObject({ status: 201, body: { origins: ['https://shop.example'] } })
    expect(
      await kim.ask('POST', '/admin/v1/sites', {
        body: { name: '가게', origins: ['https://a.example/path'] },
      }),
    ).toMatchObject({ status: 422, body: { errors: [{ field: 'origins[0]' }] } })
    expect(
      await kim.ask('POST', '/admin/v1/sites', { body: { name: '가게', origins: ['https://a.example'] } }),
    ).toMatchObject({ status: 409, body: { code: 'NAME_TAKEN', errors: [{ field: 'name' }] } })
    const path = site.headers.get('location')!
    const change = { name: '가게', origins: ['https://shop.example', 'https://www.shop.example'] }
    const etag = site.headers.get('etag')!
    expect(await kim.ask('PUT', path, { body: change, headers: { 'if-match': etag } })).toMatchObject({
      status: 200,
      body: { key: site.body.key, origins: change.origins },
    })
    expect(await kim.ask('PUT', path, { body: change, headers: { 'if-match': etag } })).toMatchObject({
      status: 412,
    })
    expect(await kim.ask('DELETE', path)).toMatchObject({ status: 204 })
    expect(await kim.ask('GET', path)).toMatchObject({ status: 404 })

    const made = await kim.ask('POST', '/admin/v1/keys', { body: { name: '서버', role: 'business' } })
    expect(made.body.key).toMatch(/^axk_/)
    const seen = await kim.ask('GET', made.headers.get('location')!)
    expect(seen.body).toMatchObject({ name: '서버', role: 'business', state: 'good', expiresAt: null })
    expect(seen.body).not.toHaveProperty('key')
    expect(seen.headers.get('etag')).toBe(made.headers.get('etag'))
    const until = { name: '서버 1', expiresAt: '2027-01-01T00:00:00Z' }
    const headers = { 'if-match': seen.headers.get('etag')! }
    expect(await kim.ask('PUT', made.headers.get('location')!, { body: until, headers })).toMatchObject({
      status: 200,
      body: { name: '서버 1', expiresAt: '2027-01-01T00:00:00.000Z' },
    })
    expect(await kim.ask('POST', `${made.headers.get('location')}/revoke`)).toMatchObject({
      body: { state: 'revoked' },
    })
    const log = await changes(kim, 'limit=10')
    expect(JSON.stringify(log)).not.toContain(made.body.key)
    expect(
      log.map(({ subject, action }: { subject: string; action: string }) => `${subject} ${action}`),
    ).toEqual(
      expect.arrayContaining([
        'api_key revoke',
        'api_key update',
        'api_key create',
        'site remove',
        'site update',
      ]),
    )
  })

  it('a name is that of one key, so that the log tells who it was', async () => {
    const kim = await admin()
    const key = (name: string, more: object = {}) =>
      kim.ask('POST', '/admin/v1/keys', { body: { name, role: 'viewer', ...more } })
    const lee = await key('lee')
    const taken = { status: 409, body: { code: 'NAME_TAKEN', errors: [{ field: 'name' }] } }
    expect(await key(' lee ')).toMatchObject(taken)
    const other = await key('mia')
    const path = other.headers.get('location')!
    const headers = { 'if-match': other.headers.get('etag')! }
    const rename = (name: string) => kim.ask('PUT', path, { body: { name, expiresAt: null }, headers })
    expect(await rename('lee')).toMatchObject(taken)
    expect(await rename('mia')).toMatchObject({ status: 200 })
    const body = { ...other.body, role: 'admin', key: undefined }
    expect(await kim.ask('PUT', path, { body, headers })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'role' }] },
    })
    await kim.ask('POST', `${lee.headers.get('location')}/revoke`)
    expect(await rename('lee')).toMatchObject({ status: 200 })

    const [one, two] = await Promise.all([key('at once'), key('at once')])
    expect([one.status, two.status].toSorted()).toEqual([201, 409])
    expect(await key('late', { expiresAt: Date.now() - 1 })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'expiresAt', message: 'is past: the key would never count' }] },
    })
  })
})

import { get } from 'node:http'
import { describe, expect, it } from 'vitest'
import { revokeApiKey } from '../../../src/operations/keys/revoke-api-key.ts'
import { BatchWriter } from '../../../src/pipeline/commit/batch-writer.ts'
import { databases } from '../../databases.ts'
import { click, SHOP } from '../../shop.ts'
import { sliceOf } from '../../slice-of.ts'
import { sharedService } from '../shared-service.ts'
import type { ShopService } from '../shop-service.ts'
import { ADMIN, keyOf, Operator } from './operator.ts'

/** What a spreadsheet would run. */
const FORMULA = '=HYPERLINK("https://evil.example")'
const TWO_PLACES = {
  ...SHOP,
  campaignActivities: [
    ...SHOP.campaignActivities,
    { ...SHOP.campaignActivities[0], id: 2, name: FORMULA, limitCount: 2 },
  ],
}

describe.each(databases)('on $name', ({ create }) => {
  const service = sharedService(create, TWO_PLACES, ADMIN)
  const operator = async (role: 'admin' | 'viewer' = 'admin'): Promise<Operator> =>
    Operator.withKey(service(), (await keyOf(service(), role, 'kim')).key)
  const enter = (activityId: number, user: number) =>
    service().ask('POST', `/v1/activities/${activityId}/entries`, { user, body: '{}' })

  it('a user is found: the entry, why, its receipt, later requests', async () => {
    const kim = await operator('viewer')
    await enter(2, 7)
    await enter(2, 7)
    const { body } = await kim.ask('GET', '/admin/v1/entries?userId=7')
    expect(body).toMatchObject({
      items: [{ activityId: 2, activityName: FORMULA, userId: 7, status: 'APPROVED', sequence: 1 }],
      nextCursor: null,
    })
    const found = await kim.ask('GET', '/admin/v1/entries/2/7')
    expect(found).toMatchObject({
      status: 200,
      body: {
        outcome: 'approved',
        sequence: 1,
        why: expect.any(String),
        seen: { stock: 100, approved: 0 },
        laterRequests: [{ outcome: 'duplicate' }],
        receipt: expect.stringMatching(/^axr/),
      },
    })
    expect(await kim.ask('GET', '/admin/v1/entries/2/8')).toMatchObject({
      status: 404,
      body: { code: 'NO_ENTRY' },
    })
    expect((await kim.ask('GET', '/admin/v1/entries?userId=9007199254740993')).body.items).toEqual([])
  })

  it('entries are exported as CSV without formulas, and the log knows who took them', async () => {
    const kim = await operator('viewer')
    await enter(2, 8)
    const csv = await kim.ask('GET', '/admin/v1/entries.csv?activityId=2')
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(csv.headers.get('content-disposition')).toContain('entries.csv')
    const [head, ...lines] = csv.body.trim().split('\r\n')
    expect(head).toMatch(/^activityId,activityName,userId,/)
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(line).toMatch(/^2,"'=HYPERLINK\(""https:/)
    const { body } = await kim.ask('GET', '/admin/v1/changes?subject=entries')
    expect(body.items[0]).toMatchObject({
      changedBy: expect.stringMatching(/^key:\d+:kim$/),
      action: 'export',
      after: { activityId: 2 },
    })
  })

  it('dead letters are listed, shown, retried and discarded, and the log knows', async () => {
    const kim = await operator()
    const messages = [click(30, { campaignActivityId: 77 }), Buffer.from([0xff, 0x00]), Buffer.from('{')]
    const writer = new BatchWriter(service().database, { retries: 5 })
    await writer.write([{ ...sliceOf(messages), messageKind: null }])
    const { body } = await kim.ask('GET', '/admin/v1/dead-letters?status=PENDING')
    expect(body.items.map(({ reason }: { reason: string }) => reason)).toEqual([
      'UNKNOWN_ACTIVITY',
      'INVALID_ENCODING',
      'INVALID_JSON',
    ])
    const [unknown, bytes, broken] = body.items.map(({ id }: { id: number }) => id)
    expect((await kim.ask('GET', `/admin/v1/dead-letters/${bytes}`)).body).toMatchObject({
      payloadBase64: '/wA=',
    })
    expect((await kim.ask('GET', `/admin/v1/dead-letters/${broken}`)).body).toMatchObject({ payload: '{' })
    for (const verb of ['retry', 'discard']) {
      const ids = [unknown, 999_999]
      expect(await kim.ask('POST', `/admin/v1/dead-letters/${verb}`, { body: { ids } })).toMatchObject({
        status: 404,
        body: { detail: 'there is no dead letter 999999: nothing was done' },
      })
      for (const field of ['reason', 'source']) {
        const body = { all: true, [field]: 'a\u0000b' }
        expect(await kim.ask('POST', `/admin/v1/dead-letters/${verb}`, { body })).toMatchObject({
          status: 400,
        })
      }
    }
    const activity = { ...TWO_PLACES.campaignActivities[0], id: 77 }
    await kim.ask('POST', '/admin/v1/activities', { body: activity })
    const retried = await kim.ask('POST', '/admin/v1/dead-letters/retry', {
      body: { ids: [unknown, broken] },
    })
    expect(retried.body).toEqual({ retried: 1, failedAgain: 1, cannotBeRetried: 0, takenByOthers: 0 })
    expect(await kim.ask('GET', '/admin/v1/entries/77/30')).toMatchObject({ body: { deadLetterId: unknown } })
    const discarded = await kim.ask('POST', '/admin/v1/dead-letters/discard', { body: { all: true } })
    expect(discarded.body).toEqual({ discarded: 2 })
    const { body: log } = await kim.ask('GET', '/admin/v1/changes?subject=dead_letters')
    expect(log.items).toMatchObject([
      { action: 'discard', after: { discarded: 2 } },
      { action: 'retry', after: { ids: [unknown, broken], retried: 1 } },
    ])
    for (const body of [{}, { ids: [] }, { all: false }, { all: true, ids: [1] }]) {
      expect(await kim.ask('POST', '/admin/v1/dead-letters/discard', { body })).toMatchObject({ status: 400 })
    }
  })

  it('the sale is told as it runs, and a page whose key is revoked hears no more of it', async () => {
    const { key, id } = await keyOf(service(), 'viewer')
    const page = await Operator.signedIn(service(), key)
    const cookie = page.session.headers.get('set-cookie')!.split(';', 1)[0]!
    const live = listening(service(), { cookie })
    await live.until(({ activities }) => activities.some((activity) => activity.id === 1))
    await enter(1, 50)
    const state = await live.until(({ occurrences }) => occurrences.some(({ userId }) => userId === 50))
    expect(state).toMatchObject({
      waiting: null,
      products: [{ id: 1, initialStock: 100 }],
      activities: expect.arrayContaining([expect.objectContaining({ id: 1, opening: 'open' })]),
      occurrences: expect.arrayContaining([
        expect.objectContaining({ eventName: '구매', triggerType: 'PURCHASE', activityId: 1 }),
      ]),
    })
    expect(state.outcomes.approved).toBeGreaterThan(0)
    await revokeApiKey(service().database, id, { by: 'test', atMs: Date.now() })
    await live.ended
  })
})

interface Live {
  readonly waiting: string | null
  readonly outcomes: { readonly approved: number }
  readonly activities: readonly { readonly id: number }[]
  readonly occurrences: readonly { readonly userId: number }[]
}

/** A page that listens. */
function listening(service: ShopService, headers: Readonly<Record<string, string>>) {
  let text = ''
  let tell: () => void = () => {}
  const ended = new Promise<void>((resolve, reject) => {
    get(`${service.admin!.url}/admin/v1/live`, { headers }, (response) => {
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
        tell()
      })
      response.on('end', resolve)
    }).on('error', reject)
  })
  const until = async (isMeant: (state: Live) => boolean): Promise<Live> => {
    for (;;) {
      const [, json] = /^data: (.*)\n\n$/.exec(text.split(/(?=^data: )/m).at(-1) ?? '') ?? []
      const state = json === undefined ? null : (JSON.parse(json) as Live)
      if (state && isMeant(state)) return state
      await new Promise<void>((resolve) => {
        tell = resolve
      })
    }
  }
  return { until, ended }
}

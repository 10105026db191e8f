import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { sql } from 'drizzle-orm/sql'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import { databases } from '../databases.ts'
import { SHOP } from '../shop.ts'
import { keyOf } from './admin/operator.ts'
import { arbitraryOfSchema, type Schema } from './arbitrary-of-schema.ts'
import { ORIGIN, PageOfSite, saveDefinition, seen } from './page-of-site.ts'
import { sharedService } from './shared-service.ts'
import { type ShopService, tokenOf } from './shop-service.ts'

const [{ create }] = databases as [(typeof databases)[0]]
const folder = mkdtempSync(join(tmpdir(), 'axon-occurrences-'))

// Before the service, so that it is done after it has ended.
afterAll(() => rmSync(folder, { recursive: true }))

const shared = sharedService(create, SHOP, {
  behaviorLog: { kind: 'file', folder },
  dropQuery: 'utm',
  trustProxy: ['127.0.0.1'],
})
let service: ShopService

beforeAll(async () => {
  service = shared()
  const { database } = service
  await saveDefinition(database, { id: 10, triggerType: 'PAGE_VIEW', triggerPayload: PRODUCTS })
  await saveDefinition(database, { id: 11, triggerType: 'CLICK', sink: 'DATABASE' })
})

const ajv = new Ajv2020()
addFormats.default(ajv)
const schema = readFileSync(join(packageRoot, 'docs/behavior.schema.json'), 'utf8')
const isBehavior = ajv.compile(JSON.parse(schema))

const DAY_MS = 86_400_000
const PRODUCTS = { when: { field: 'url.path', op: 'startsWith', value: '/products/' } }

// biome-ignore lint/suspicious/noExplicitAny: tests look into documents of every form
type Logged = any

/** The lines of a page's site, in their order. */
const linesOf = ({ site }: PageOfSite): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
    .filter((line) => JSON.parse(line).axon.site === site.name)

const loggedOf = (page: PageOfSite): Logged[] =>
  linesOf(page).map((line) => {
    const document = JSON.parse(line)
    expect(isBehavior(document), JSON.stringify(isBehavior.errors)).toBe(true)
    return document
  })

const storedOf = ({ site }: PageOfSite) =>
  service.database.query<Record<string, unknown>>(
    sql`SELECT event_id, user_id, page_url, message_id, event_revision, anonymous_id, session_id, occurred_at,
          received_at, sent_occurred_at, CAST(event_context AS text) AS context FROM event_occurrences
        WHERE message_id LIKE ${`b:${site.id}:%`} ORDER BY id`,
  )

const onPage = async (work: (page: PageOfSite) => Promise<void>): Promise<void> =>
  work(await PageOfSite.of(service))

it('keeps what matches in the behaviour log, and in the database what its event wants there', () =>
  onPage(async (page) => {
    const click = seen({
      eventId: 11,
      element: { tag: 'a', text: '구매', href: `${ORIGIN}/buy?token=S&x=1`, selectors: ['.buy'] },
      properties: { nested: { stars: 5 } },
    })
    const view = seen()
    const { status, body, headers } = await page.send([view, click], { user: 7 })
    expect([status, body]).toEqual([
      202,
      {
        accepted: 2,
        items: [view, click].map(({ messageId }) => ({ messageId, outcome: 'accepted' })),
      },
    ])
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN)
    const id = `b:${page.site.id}:${click.messageId}`
    expect(await storedOf(page)).toMatchObject([
      {
        event_id: 11,
        user_id: 7,
        page_url: `${ORIGIN}/products/1`,
        message_id: id,
        event_revision: 1,
        anonymous_id: 'anon-1',
        session_id: 'session-1',
        occurred_at: click.occurredAt,
        sent_occurred_at: null,
      },
    ])
    const [{ context }] = (await storedOf(page)) as [{ context: string }]
    const element = { tag: 'a', text: '구매', href: `${ORIGIN}/buy?x=1`, selectors: ['.buy'] }
    expect(JSON.parse(context)).toEqual({ element, properties: { nested: { stars: 5 } } })
    expect(loggedOf(page).map(({ event }) => event.action)).toEqual(['event 10', 'event 11'])
    expect(loggedOf(page)[1]).toEqual({
      '@timestamp': new Date(click.occurredAt).toISOString(),
      event: { id, action: 'event 11', created: expect.stringMatching(/Z$/) },
      user: { id: '7' },
      url: { full: `${ORIGIN}/products/1`, domain: 'shop.example', path: '/products/1' },
      client: { ip: '127.0.0.0' },
      user_agent: { original: expect.any(String) },
      axon: {
        ...{ event_id: 11, revision: 1, trigger: 'CLICK', site: page.site.name },
        ...{ anonymous_id: 'anon-1', session_id: 'session-1', view_id: 'view-1', title: '머그컵' },
        element,
        properties: { nested: { stars: 5 } },
      },
    })
  }))

it('answers each item, and a bad one sinks no other', () =>
  onPage(async (page) => {
    const other = await PageOfSite.of(service, 'https://other.example')
    const definitions = [
      { id: 12, triggerType: 'PAGE_VIEW', siteId: other.site.id },
      { id: 13, triggerType: 'PAGE_VIEW', status: 'INACTIVE' },
      { id: 14, triggerType: 'PAGE_VIEW', endsAt: Date.now() - 1_000 },
      { id: 15, triggerType: 'PAGE_VIEW', startsAt: Date.now() + DAY_MS },
      {
        id: 16,
        triggerType: 'CLICK',
        triggerPayload: { when: { field: 'element', op: 'selector', value: '.x' } },
      },
      { id: 17, triggerType: 'PURCHASE', sink: 'DATABASE' },
    ] as const
    for (const definition of definitions) await saveDefinition(service.database, definition)
    const at = (url: string) => ({ page: { url } })
    const cases: [item: unknown, reason: string | null][] = [
      [seen(), null],
      [seen(at(`${ORIGIN}/cart`)), 'NOT_MATCHED'],
      [seen({ eventId: 16, element: { selectors: ['.y'] } }), 'NOT_MATCHED'],
      [seen({ eventId: 16, element: { selectors: ['.x'] } }), null],
      [seen({ eventId: 99 }), 'UNKNOWN_EVENT'],
      [seen({ revision: 2 }), 'UNKNOWN_EVENT'],
      [seen({ eventId: 12 }), 'UNKNOWN_EVENT'],
      [seen({ eventId: 13 }), 'INACTIVE_EVENT'],
      [seen({ eventId: 14 }), 'INACTIVE_EVENT'],
      [seen({ eventId: 15 }), 'INACTIVE_EVENT'],
      [seen({ occurredAt: Date.now() - 8 * DAY_MS }), 'INACTIVE_EVENT'],
      [seen({ eventId: 17 }), 'BUSINESS_TRIGGER'],
      [seen({ messageId: 'mine' }), 'INVALID'],
      [seen({ revision: '1' }), 'INVALID'],
      [seen({ eventId: '10', unknown: { of: 'newer snippets' } }), null],
      [seen({ occurredAt: 1 }), 'INVALID'],
      [seen(at('/products/1')), 'INVALID'],
      [seen({ name: 'a\u0000b' }), 'INVALID'],
      [seen({ properties: [1] }), 'INVALID'],
      [seen({ element: { attributes: { 'a\nb': ['?token=S'] } } }), 'INVALID'],
      [seen({ element: JSON.parse('{"attributes": {"__proto__": "?token=S"}}') }), null],
      ['text', 'INVALID'],
      [null, 'INVALID'],
    ]
    const { status, body } = await page.send(cases.map(([item]) => item))
    expect(status).toBe(202)
    expect(body.items.map(({ reason }: { reason?: string }) => reason ?? null)).toEqual(
      cases.map(([, reason]) => reason),
    )
    expect(body.accepted).toBe(4)
    expect(loggedOf(page)).toHaveLength(4)
    expect(body.items[12]).toMatchObject({ messageId: 'mine', detail: expect.stringContaining('messageId') })
  }))

it('counts a revision that was current when it happened, by whatever clock', () =>
  onPage(async (page) => {
    const now = Date.now()
    await saveDefinition(service.database, { id: 20, triggerType: 'CUSTOM', savedAt: now - 9 * DAY_MS })
    await saveDefinition(service.database, {
      id: 20,
      triggerType: 'CUSTOM',
      revision: 2,
      savedAt: now - DAY_MS,
    })
    const of = (revision: number, occurredAt: number) => seen({ eventId: 20, revision, occurredAt })
    const late = await page.send([of(1, now - DAY_MS - 5_000), of(1, now - DAY_MS + 5_000), of(2, now)])
    expect(late.body.items.map(({ reason }: { reason?: string }) => reason)).toEqual([
      undefined,
      'INACTIVE_EVENT',
      undefined,
    ])
    const wrong = now - 14 * DAY_MS
    const off = await page.send([of(2, wrong), of(1, wrong - 2 * DAY_MS)], { body: { sentAt: wrong } })
    expect(off.body.accepted).toBe(2)
    const [, , clock] = loggedOf(page)
    expect(clock).toMatchObject({ axon: { sent_occurred_at: new Date(wrong).toISOString() } })
    expect(Math.abs(Date.parse(clock['@timestamp']) - now)).toBeLessThan(60_000)
  }))

it('records what comes again once: retries, two tabs, a lost answer', () =>
  onPage(async (page) => {
    const [view, click] = [seen(), seen({ eventId: 11 })]
    const shouted = { ...view, messageId: view.messageId.toUpperCase() }
    await Promise.all([page.send([view, click]), page.send([view, click, shouted])])
    const { body } = await page.send([view, click])
    expect(body.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['accepted', 'duplicate'])
    expect(await storedOf(page)).toHaveLength(1)
    expect(loggedOf(page)).toHaveLength(2)
  }))

it('takes the user from the token alone, and mixes no two of them', () =>
  onPage(async (page) => {
    const forged = { userId: 666, user: { id: 666 } }
    await page.send([seen({ ...forged, eventId: 11 })], { body: forged })
    await page.send([seen({ eventId: 11 })], { token: await tokenOf(1) })
    await page.send([seen({ eventId: 11 })], { token: await tokenOf(3), user: 2 })
    expect((await storedOf(page)).map(({ user_id }) => user_id)).toEqual([null, 1, 2])
    expect(loggedOf(page).map(({ user }) => user?.id)).toEqual([undefined, '1', '2'])
    for (const token of [
      'garbage',
      'no token',
      `${await tokenOf(1)}x`,
      await tokenOf(1, { expiresIn: -60 }),
    ]) {
      const { status } = await page.send([seen()], { token })
      expect([status, loggedOf(page).length], token).toEqual([401, 3])
    }
    expect(await page.send([seen()], { headers: { authorization: 'Bearer garbage' } })).toMatchObject({
      status: 401,
    })
  }))

it('takes behaviours of its own pages only', () =>
  onPage(async (page) => {
    const other = await PageOfSite.of(service, 'https://other.example')
    expect(await other.send([seen()])).toMatchObject({ status: 403, body: { code: 'FOREIGN_ORIGIN' } })
    const ask = (path: string) =>
      service.ask('POST', path, { body: JSON.stringify({ sentAt: Date.now(), items: [seen()] }) })
    expect((await ask('/v1/occurrences?site=axs_nobody')).status).toBe(404)
    expect((await ask('/v1/occurrences')).status).toBe(400)
    expect((await ask(`/v1/occurrences?site=${page.site.key}`)).status).toBe(202)
    const text = { 'content-type': 'text/plain' }
    const entry = await service.ask('POST', '/v1/activities/1/entries', {
      user: 1,
      body: '{}',
      headers: text,
    })
    expect(entry.status).toBe(415)
    expect(loggedOf(page)).toHaveLength(1)
  }))

it('keeps the value of numbers that no double holds, or refuses them', () =>
  onPage(async (page) => {
    const kept = ['12345678901234567890123', '0.10000000000000000001', '-1.5']
    const numbers = [...kept, '1e400', '1e-400', '1'.repeat(1_001), `${'1e308,'.repeat(250)}1`]
    const items = numbers.flatMap((_, index) =>
      [10, 11].map((eventId) => seen({ eventId, properties: { stars: [`@${index}`] } })),
    )
    const body = JSON.stringify({ sentAt: Date.now(), items: [...items, seen({ revision: '@r' })] })
    const ask = service.ask('POST', `/v1/occurrences?site=${page.site.key}`, {
      body: body.replace(/"@(\d)"/g, (_, index) => numbers[index]!).replace('"@r"', '1.00000000000000000001'),
    })
    const outcomes = (await ask).body.items.map(({ reason }: { reason?: string }) => reason ?? null)
    expect(outcomes).toEqual([...Array(6).fill(null), ...Array(9).fill('INVALID')])
    const starsIn = (json: string) => /"stars": ?\[([^\]]*)\]/.exec(json)?.[1]
    expect(linesOf(page).map(starsIn)).toEqual(kept.flatMap((number) => [number, number]))
    expect((await storedOf(page)).map(({ context }) => starsIn(context as string))).toEqual(kept)
  }))

it('takes null for what is absent', () =>
  onPage(async (page) => {
    const absent = { tag: null, id: null, text: null, href: null, attributes: null, selectors: null }
    const nothing = { element: null, scroll: null, name: null, properties: null }
    const at = { url: `${ORIGIN}/products/1`, title: null, referrer: null, viewId: null }
    const items = [10, 11].flatMap((eventId) => [
      seen({ ...nothing, eventId, page: at }),
      seen({ eventId, element: absent, properties: { of: null } }),
    ])
    const body = { token: null, anonymousId: null, sessionId: null }
    expect((await page.send(items, { body })).body).toMatchObject({ accepted: 4 })
    expect(loggedOf(page)[0].axon).toEqual({
      ...{ event_id: 10, revision: 1, trigger: 'PAGE_VIEW', site: page.site.name },
    })
    expect((await storedOf(page)).map(({ context }) => JSON.parse(context as string))).toEqual([
      {},
      { element: {}, properties: { of: null } },
    ])
  }))

it.each([
  ['anonymousId', 'a\u0000b'],
  ['sessionId', '\ud800'],
])('refuses an %s that no database can store', (field, value) =>
  onPage(async (page) => {
    const { status, body } = await page.send([seen(), seen({ eventId: 11 })], { body: { [field]: value } })
    expect([status, body.errors[0].field, loggedOf(page)]).toEqual([400, field, []])
  }),
)

it('refuses what is too much', () =>
  onPage(async (page) => {
    const many = await page.send(Array.from({ length: 101 }, () => seen()))
    expect(many).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', errors: [{ field: 'items' }] },
    })
    const large = await page.send([seen({ properties: { text: 'x'.repeat(65 * 1_024) } })])
    expect(large).toMatchObject({ status: 413 })
    expect(await page.send([])).toMatchObject({ status: 400 })
    expect(await page.send([seen()], { body: { sentAt: 'yesterday' } })).toMatchObject({ status: 400 })
    expect((await page.send(Array.from({ length: 100 }, () => seen({ name: 'x' })))).body.accepted).toBe(100)
    expect(loggedOf(page)).toHaveLength(100)
  }))

it('keeps no more of who it was than it may', () =>
  onPage(async (page) => {
    const url = `${ORIGIN}/products/1?%74oken=S&utm=S&x=1#/a?EMAIL=S`
    const element = { href: `${ORIGIN}/?password=S`, attributes: { 'data-to': '/?code=S', class: 'a\n b' } }
    const title = `머그컵 – ${ORIGIN}/cart?token=S&x=1`
    const page1 = { url, referrer: `https://user:S@else.example/?session=S`, title }
    const properties = { at: '/cart?key=S', links: [{ to: `${ORIGIN}/#/a?sid=S` }], note: 'a; key=1', n: 1 }
    const items = [
      seen({ eventId: 11, page: page1, element: { ...element, text: title }, properties }),
      seen({ eventId: 11, page: page1, properties: { ...properties, n: 1e22 } }),
    ]
    const { body } = await page.send(items, {
      headers: { 'x-forwarded-for': '203.0.113.77' },
    })
    expect(body.accepted).toBe(2)
    const [document, exact] = loggedOf(page)
    const kept = { at: '/cart', links: [{ to: `${ORIGIN}/#/a` }], note: 'a; key=1' }
    expect([document.axon.properties, exact.axon.properties]).toEqual([
      { ...kept, n: 1 },
      { ...kept, n: 1e22 },
    ])
    expect([document.axon.title, document.axon.element.text]).toEqual(
      Array(2).fill(`머그컵 – ${ORIGIN}/cart?x=1`),
    )
    expect(document).toMatchObject({
      url: { full: `${ORIGIN}/products/1?x=1#/a`, query: 'x=1' },
      http: { request: { referrer: 'https://else.example/' } },
      client: { ip: '203.0.113.0' },
      axon: { element: { href: `${ORIGIN}/`, attributes: { 'data-to': '/', class: 'a\n b' } } },
    })
    expect(JSON.stringify([loggedOf(page), await storedOf(page), service.lines])).not.toMatch(/=S|:S|113\.77/)
  }))

it('leaves the ids of the shop to the shop', () =>
  onPage(async (page) => {
    const id = randomUUID()
    const { key } = await keyOf(service, 'business')
    const business = (messageId: string) =>
      service.ask('POST', '/v1/business-events', {
        headers: { authorization: `Bearer ${key}` },
        body: JSON.stringify({ items: [{ messageId, triggerType: 'SIGNUP', userId: 1 }] }),
      })
    expect(await business(`b:${page.site.id}:${id}`)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'items[0].messageId' }] },
    })
    expect((await business(id)).body.items[0].outcome).toBe('recorded')
    await page.send([seen({ eventId: 11, messageId: id })])
    const ids = (await storedOf(page)).map(({ message_id }) => message_id)
    expect(ids).toEqual([`b:${page.site.id}:${id}`])
  }))

it('answers whatever items it is sent, and takes those that are as the document says', () =>
  onPage(async (page) => {
    const { body: document } = await service.ask('GET', '/openapi.json')
    const { schema } = document.paths['/v1/occurrences'].post.requestBody.content['application/json']
    const items = (schema.anyOf?.[0] ?? schema).properties.items.items.anyOf as Schema[]
    const real = fc.record({
      messageId: fc.uuid(),
      eventId: fc.constantFrom(11, '11'),
      revision: fc.constant(1),
      occurredAt: fc.constant(Date.now()),
      page: fc.record({ url: fc.webUrl({ withQueryParameters: true, withFragments: true }) }),
    })
    const any = arbitraryOfSchema(items.find(({ type }) => type === 'object')!) as fc.Arbitrary<object>
    const item = fc.tuple(any, real).map(([fuzzed, known]) => ({ ...fuzzed, ...known }))
    const sent = fc.array(fc.oneof({ weight: 4, arbitrary: item }, any, fc.jsonValue()), {
      minLength: 1,
      maxLength: 20,
    })
    let all = 0
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(sent, async (given) => {
        const { status, body } = await page.send(given)
        expect(status, JSON.stringify(body)).toBe(202)
        expect(body.items).toHaveLength(given.length)
        all += given.length
        accepted += body.accepted
      }),
      { numRuns: 40 },
    )
    expect(accepted / all).toBeGreaterThan(1 / 3)
    expect(loggedOf(page)).toHaveLength(accepted)
  }))

it('counts what becomes of behaviours', () =>
  onPage(async (page) => {
    await page.send([seen(), seen({ revision: 9 })])
    const metrics = await (await fetch(`${service.metricsUrl}/metrics`)).text()
    expect(metrics).toMatch(/^axon_behaviors_total\{outcome="accepted",reason=""\} [1-9]/m)
    expect(metrics).toMatch(/^axon_behaviors_total\{outcome="refused",reason="UNKNOWN_EVENT"\} [1-9]/m)
    expect(metrics).toMatch(/^axon_behavior_log_documents_total\{sink="file",outcome="kept"\} [1-9]/m)
    expect(metrics).toMatch(/^axon_behavior_log_waiting\{sink="file"\} 0$/m)
  }))

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { randomNumbers } from '../../fixtures/random.ts'
import { OpenSearchNode } from '../../services/opensearch/open-search-node.ts'
import { waitUntil } from '../../services/wait-until.ts'
import { ElasticsearchApi } from '../../src/behavior-log/elasticsearch/elasticsearch-api.ts'
import { ElasticsearchWriter } from '../../src/behavior-log/elasticsearch/elasticsearch-writer.ts'
import { QueuedSink } from '../../src/behavior-log/queued-sink.ts'
import { IndexReader } from '../../src/behavior-log/reading/index-reader.ts'
import type { Appended } from '../../src/behavior-log/sink.ts'
import { addSite } from '../../src/operations/sites/add-site.ts'
import { packageRoot } from '../../src/package-root.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { RunningService } from '../cli/running-service.ts'
import { saveDefinition } from '../http/page-of-site.ts'
import { behaviorAt, behaviorsAroundMidnight, MIDNIGHT } from './behaviors-around-midnight.ts'
import { IndexContent } from './index-content.ts'

const DAY = 24 * 3_600_000
/** OpenSearch takes its time to start. */
const PATIENCE_MS = 120_000

let node: OpenSearchNode
let content: IndexContent
beforeAll(async () => {
  node = await OpenSearchNode.start()
  content = new IndexContent(node.url)
  const template = JSON.parse(readFileSync(join(packageRoot, 'templates/opensearch/index.json'), 'utf8'))
  await content.ask('PUT', '/_index_template/behaviors', { ...template, index_patterns: ['behaviors-*'] })
})
afterAll(() => node?.stop())

const writerOf = (name: string) =>
  new ElasticsearchWriter({ kind: 'elasticsearch', url: node.url, name }, null)

it('20 000 behaviours around midnight, 5 % of them again, clocks off, OpenSearch killed meanwhile: each is there once', async () => {
  const seed = Date.now() % 1_000_000
  console.log(`seed ${seed}`)
  const random = randomNumbers(seed)
  const sink = new QueuedSink(writerOf('behaviors'), { maxWaitMs: PATIENCE_MS })
  const { distinct, repeats } = behaviorsAroundMidnight(20_000, random)
  const offered = [...distinct, ...repeats].sort(() => random() - 0.5)
  const appends: Promise<Appended>[] = []
  for (let at = 0; at < offered.length; at += 500) {
    await waitUntil(() => sink.waiting < 8_000, PATIENCE_MS)
    appends.push(sink.append(offered.slice(at, at + 500)))
    if (at === 8_000) await node.restart()
  }
  expect(await Promise.all(appends)).toEqual(appends.map(() => ({ state: 'acknowledged', refused: [] })))
  await sink.close(5_000)
  const indices = await content.ids('behaviors')
  expect([...indices.values()].flat().sort()).toEqual(distinct.map(({ id }) => id).sort())
  expect(indices.size).toBeLessThanOrEqual(16)
  for (const { id, occurredAt, receivedAt } of distinct) {
    const day = `behaviors-${new Date(occurredAt).toISOString().slice(0, 10).replaceAll('-', '.')}`
    const isNear = Math.abs(occurredAt - receivedAt) < 6 * DAY
    if (isNear && !repeats.some((other) => other.id === id)) expect(indices.get(day)).toContain(id)
  }
})

it('what the mapping can not take is refused with its reason, the others are kept', async () => {
  const writer = writerOf('behaviors-refusing')
  const good = behaviorAt(`b:1:${randomUUID()}`, MIDNIGHT, MIDNIGHT, {
    properties: { 'a.b': 1, a: { b: [null, { c: {} }] }, '': '한글' },
  })
  const ip = behaviorAt(`b:1:${randomUUID()}`, MIDNIGHT, MIDNIGHT)
  const wrong = { ...ip, json: ip.json.replace('"10.0.0.0"', '"nowhere"') }
  const long = behaviorAt(`b:1:${randomUUID()}`, MIDNIGHT, MIDNIGHT, {
    properties: { text: 'x'.repeat(40_000) },
  })
  const { refused, left } = await writer.write([wrong, good, long])
  expect(refused).toEqual([
    { document: wrong, reason: expect.stringContaining("'nowhere' is not an IP string literal") },
    { document: long, reason: expect.stringContaining('immense term in field="axon.properties') },
  ])
  expect(left).toEqual([])
  expect([...(await content.ids('behaviors-refusing'))]).toEqual([
    ['behaviors-refusing-2026.11.28', [good.id]],
  ])
  await writer.close()
})

it('whatever pages put into their properties, the mapping stays the same', async () => {
  const writer = writerOf('behaviors-mapped')
  const mapping = () => content.ask<object>('GET', '/behaviors-mapped-*/_mapping')
  await writer.write([behaviorAt(`b:1:${randomUUID()}`, MIDNIGHT, MIDNIGHT, { properties: { a: 1 } })])
  const before = await mapping()
  const properties = (one: number) =>
    Object.fromEntries(Array.from({ length: 300 }, (_, two) => [`p${one}-${two}`, two]))
  const many = Array.from({ length: 50 }, (_, one) =>
    behaviorAt(`b:1:${randomUUID()}`, MIDNIGHT, MIDNIGHT, {
      properties: properties(one),
      [`new${one}`]: one,
    }),
  )
  expect(await writer.write(many)).toMatchObject({ refused: [], left: [] })
  expect(await mapping()).toEqual(before)
  await content.ask('POST', '/behaviors-mapped-*/_refresh')
  const query = { query: { term: { 'axon.properties.p7-9': '9' } } }
  expect(await content.ask('POST', '/behaviors-mapped-*/_search', query)).toMatchObject({
    hits: { total: { value: 1 } },
  })
  await writer.close()
})

it('axon serve answers 202 when a behaviour is indexed, 503 while OpenSearch is away, and keeps it once that is back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'axon-serve-index-'))
  const database = `sqlite:${join(folder, 'axon.db')}`
  const shop = await openDatabase(database)
  await saveDefinition(shop, { id: 1, triggerType: 'CUSTOM', name: '쿠폰' })
  const site = await addSite(shop, { name: 'shop', origins: [] }, { by: 'test', atMs: Date.now() })
  await shop.close()
  const place = `elasticsearch+${node.url}/behaviors-served`
  const args = ['--database', database, '--jwt-audience', 'axon', '--behavior-log', place]
  const service = await RunningService.start(args, {
    AXON_JWT_SECRET: 'a secret of 32 bytes, for tests only',
  })
  const occurredAt = Date.now()
  const send = (messageId: string) =>
    fetch(`${service.url}/v1/occurrences?site=${site!.key}`, {
      method: 'POST',
      body: JSON.stringify({
        sentAt: Date.now(),
        items: [
          {
            messageId,
            eventId: 1,
            revision: 1,
            occurredAt,
            page: { url: 'https://shop.example/' },
            name: 'coupon',
          },
        ],
      }),
    })
  const day = new Date(occurredAt).toISOString().slice(0, 10).replaceAll('-', '.')
  const idOf = (messageId: string) => `b:${site!.id}:${messageId}`
  const [first, second] = [randomUUID(), randomUUID()]
  try {
    expect((await send(first)).status).toBe(202)
    const source = `/behaviors-served-${day}/_source/${encodeURIComponent(idOf(first))}`
    expect(await content.ask('GET', source)).toMatchObject({
      event: { action: '쿠폰' },
      axon: { name: 'coupon' },
    })
    await node.crash()
    const away = await send(second)
    expect([away.status, Number(away.headers.get('retry-after'))]).toEqual([503, expect.any(Number)])
    await node.resume()
    await expect.poll(async () => (await send(second)).status, { timeout: PATIENCE_MS }).toBe(202)
    expect((await send(first)).status).toBe(202)
    const ids = [...(await content.ids('behaviors-served')).values()].flat()
    expect(ids.sort()).toEqual([idOf(first), idOf(second)].sort())
  } finally {
    await service.stop()
    await rm(folder, { recursive: true })
  }
})

it('axon logs tail shows the newest of an index, filtered, and follows', async () => {
  const writer = writerOf('behaviors-tailed')
  const event = (n: number) =>
    behaviorAt(`b:1:${n}`, MIDNIGHT + n, MIDNIGHT + n * 1_000, { event_id: n % 2 ? 7 : 8 })
  await writer.write(Array.from({ length: 2_500 }, (_, n) => event(n)))
  await content.ask('POST', '/behaviors-tailed-*/_refresh')
  const api = new ElasticsearchApi({ kind: 'elasticsearch', url: node.url, name: 'behaviors-tailed' }, null)
  const reader = new IndexReader(api)
  const idsOf = (behaviors: readonly { id: string }[]) => behaviors.map(({ id }) => Number(id.slice(4)))
  expect(idsOf(await reader.newest({ eventId: 7 }, 3))).toEqual([2_495, 2_497, 2_499])
  expect(await reader.newest({}, 10_000)).toHaveLength(2_500)
  expect(idsOf(await reader.newest({ user: 'user-99', since: MIDNIGHT + 2_400_000 }, 10))).toEqual([2_499])
  expect(idsOf(await reader.newest({ site: 'shop', trigger: 'CLICK' }, 2))).toEqual([2_498, 2_499])
  expect(await reader.more({})).toEqual([])
  await writer.write([event(2_500), event(2_498.5)])
  await content.ask('POST', '/behaviors-tailed-*/_refresh')
  expect((await reader.more({})).map(({ id }) => id)).toEqual(['b:1:2498.5', 'b:1:2500'])
  expect(await reader.more({})).toEqual([])
  await Promise.all([reader.close(), writer.close()])
})

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { randomNumbers } from '../../fixtures/random.ts'
import { OpenSearchNode } from '../../services/opensearch/open-search-node.ts'
import { waitUntil } from '../../services/wait-until.ts'
import { ElasticsearchWriter } from '../../src/behavior-log/elasticsearch/elasticsearch-writer.ts'
import { QueuedSink } from '../../src/behavior-log/queued-sink.ts'
import type { Appended } from '../../src/behavior-log/sink.ts'
import type { SinkDocument } from '../../src/behavior-log/sink-document.ts'
import { packageRoot } from '../../src/package-root.ts'

const MIDNIGHT = Date.UTC(2026, 10, 28)
const DAY = 24 * 3_600_000
/** OpenSearch takes its time to start. */
const PATIENCE_MS = 120_000

let node: OpenSearchNode
beforeAll(async () => {
  node = await OpenSearchNode.start()
  const template = JSON.parse(readFileSync(join(packageRoot, 'templates/opensearch/index.json'), 'utf8'))
  await ask('PUT', '/_index_template/behaviors', { ...template, index_patterns: ['behaviors-*'] })
})
afterAll(() => node?.stop())

async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${node.url}${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  })
  expect(answer.status).toBeLessThan(300)
  return answer.json() as Promise<Answer>
}

/** Ids of all documents, by index. */
async function indexed(name: string): Promise<Map<string, string[]>> {
  await ask('POST', `/${name}-*/_refresh`)
  const found = new Map<string, string[]>()
  for (let after: unknown[] | undefined; ; ) {
    const page = {
      size: 10_000,
      _source: false,
      sort: ['event.id', '_index'],
      ...(after && { search_after: after }),
    }
    const { hits } = await ask<{ hits: { hits: { _id: string; _index: string; sort: unknown[] }[] } }>(
      'POST',
      `/${name}-*/_search`,
      page,
    )
    if (hits.hits.length === 0) return found
    for (const { _id, _index } of hits.hits) found.set(_index, [...(found.get(_index) ?? []), _id])
    after = hits.hits.at(-1)!.sort
  }
}

function documentOf(
  occurredAt: number,
  receivedAt: number,
  axon: object = {},
  id = `b:1:${randomUUID()}`,
): SinkDocument {
  const document = {
    '@timestamp': new Date(occurredAt).toISOString(),
    event: { id, action: 'a click', created: new Date(receivedAt).toISOString() },
    url: { full: 'https://shop.example/', domain: 'shop.example', path: '/' },
    client: { ip: '10.0.0.0' },
    axon: { event_id: 1, revision: 1, trigger: 'CLICK', site: 'shop', ...axon },
  }
  return { id, key: null, occurredAt, receivedAt, json: JSON.stringify(document) }
}

const writerOf = (name: string) =>
  new ElasticsearchWriter({ kind: 'elasticsearch', url: node.url, name }, null)

it('20 000 behaviours around midnight, 5 % of them again, clocks off, OpenSearch killed meanwhile: each is there once', async () => {
  const seed = Date.now() % 1_000_000
  console.log(`seed ${seed}`)
  const random = randomNumbers(seed)
  const sink = new QueuedSink(writerOf('behaviors'), { maxWaitMs: PATIENCE_MS })
  const distinct = Array.from({ length: 20_000 }, () => {
    const receivedAt = MIDNIGHT + (random() - 0.5) * 20 * 60_000
    // Most clocks are right within minutes; some are days ahead or behind, about a week above all.
    const offMs =
      random() < 0.9 ? (random() - 0.5) * 20 * 60_000 : (random() < 0.5 ? -1 : 1) * (5 + random() * 6) * DAY
    return documentOf(Math.round(receivedAt + offMs), Math.round(receivedAt))
  })
  // They come again up to six days later, to a service whose clock may be behind.
  const again = distinct
    .filter(() => random() < 0.05)
    .map((one) => ({ ...one, receivedAt: one.receivedAt + Math.round((random() * 6 - 0.001) * DAY) }))
  const offered = [...distinct, ...again].sort(() => random() - 0.5)
  const appends: Promise<Appended>[] = []
  for (let at = 0; at < offered.length; at += 500) {
    await waitUntil(() => sink.waiting < 8_000, PATIENCE_MS)
    appends.push(sink.append(offered.slice(at, at + 500)))
    if (at === 8_000) await node.restart()
  }
  expect(await Promise.all(appends)).toEqual(appends.map(() => ({ state: 'acknowledged', refused: [] })))
  await sink.close(5_000)
  const indices = await indexed('behaviors')
  expect([...indices.values()].flat().sort()).toEqual(distinct.map(({ id }) => id).sort())
  expect(indices.size).toBeLessThanOrEqual(16)
  for (const { id, occurredAt, receivedAt } of distinct) {
    const day = `behaviors-${new Date(occurredAt).toISOString().slice(0, 10).replaceAll('-', '.')}`
    const isNear = Math.abs(occurredAt - receivedAt) < 6 * DAY
    if (isNear && !again.some((other) => other.id === id)) expect(indices.get(day)).toContain(id)
  }
})

it('what the mapping can not take is refused with its reason, the others are kept', async () => {
  const writer = writerOf('behaviors-refusing')
  const good = documentOf(MIDNIGHT, MIDNIGHT, {
    properties: { 'a.b': 1, a: { b: [null, { c: {} }] }, '': '한글' },
  })
  const ip = documentOf(MIDNIGHT, MIDNIGHT)
  const wrong = { ...ip, json: ip.json.replace('"10.0.0.0"', '"nowhere"') }
  const long = documentOf(MIDNIGHT, MIDNIGHT, { properties: { text: 'x'.repeat(40_000) } })
  const { refused, left } = await writer.write([wrong, good, long])
  expect(refused).toEqual([
    { document: wrong, reason: expect.stringContaining("'nowhere' is not an IP string literal") },
    { document: long, reason: expect.stringContaining('immense term in field="axon.properties') },
  ])
  expect(left).toEqual([])
  expect([...(await indexed('behaviors-refusing'))]).toEqual([['behaviors-refusing-2026.11.28', [good.id]]])
  await writer.close()
})

it('whatever pages put into their properties, the mapping stays the same', async () => {
  const writer = writerOf('behaviors-mapped')
  const mapping = () => ask<object>('GET', '/behaviors-mapped-*/_mapping')
  await writer.write([documentOf(MIDNIGHT, MIDNIGHT, { properties: { a: 1 } })])
  const before = await mapping()
  const properties = (one: number) =>
    Object.fromEntries(Array.from({ length: 300 }, (_, two) => [`p${one}-${two}`, two]))
  const many = Array.from({ length: 50 }, (_, one) =>
    documentOf(MIDNIGHT, MIDNIGHT, { properties: properties(one), [`new${one}`]: one }),
  )
  expect(await writer.write(many)).toMatchObject({ refused: [], left: [] })
  expect(await mapping()).toEqual(before)
  await ask('POST', '/behaviors-mapped-*/_refresh')
  const query = { query: { term: { 'axon.properties.p7-9': '9' } } }
  expect(await ask('POST', '/behaviors-mapped-*/_search', query)).toMatchObject({
    hits: { total: { value: 1 } },
  })
  await writer.close()
})

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { ElasticsearchWriter } from '../../src/behavior-log/elasticsearch/elasticsearch-writer.ts'
import type { ElasticsearchPlace } from '../../src/behavior-log/place/sink-place.ts'
import { openReader } from '../../src/behavior-log/reading/open-reader.ts'
import { RecordedBehaviors } from '../../src/http/admin-routes/events/recorded-behaviors.ts'
import { packageRoot } from '../../src/package-root.ts'
import { IndexContent } from './index-content.ts'

const HOUR_MS = 3_600_000

it('definitions are tried on what an index has of the last hour, and matches are counted by day', async () => {
  const url = inject('openSearch')
  const name = `recorded-${randomUUID()}`
  const place: ElasticsearchPlace = { kind: 'elasticsearch', url, name }
  const content = new IndexContent(url)
  const template = JSON.parse(readFileSync(join(packageRoot, 'templates/opensearch/index.json'), 'utf8'))
  await content.ask('PUT', `/_index_template/${name}`, { ...template, index_patterns: [`${name}-*`] })

  const recorded = new RecordedBehaviors('elasticsearch', () =>
    openReader(place, { elasticsearch: () => null }),
  )
  const nowMs = Date.now()
  expect(await recorded.ofLastHour(nowMs)).toEqual({ since: nowMs - HOUR_MS, behaviors: [], why: null })

  const documentOf = (eventId: number, path: string, atMs: number) => {
    const id = `b:1:${randomUUID()}`
    const at = new Date(atMs).toISOString()
    const document = {
      '@timestamp': at,
      event: { id, action: '보기', created: at },
      user: { id: '42' },
      url: { full: `https://shop.example${path}`, domain: 'shop.example', path },
      axon: { event_id: eventId, revision: 1, trigger: 'PAGE_VIEW', site: 'shop', title: '머그컵' },
    }
    return { id, key: null, occurredAt: atMs, receivedAt: atMs, json: JSON.stringify(document) }
  }
  const writer = new ElasticsearchWriter(place, null)
  const days = [0, 0, 24, 24, 24, 48].map((hours, index) =>
    documentOf(7, `/p/${index}`, nowMs - hours * HOUR_MS),
  )
  await writer.write([...days, documentOf(8, '/other', nowMs)])
  await writer.close()
  await content.ask('POST', `/${name}-*/_refresh`)

  const { behaviors, why } = await recorded.ofLastHour(nowMs)
  expect(why).toBeNull()
  expect(behaviors.map(({ happening }) => happening.page.url).toSorted()).toEqual([
    'https://shop.example/other',
    'https://shop.example/p/0',
    'https://shop.example/p/1',
  ])
  expect(behaviors[0]).toMatchObject({
    userId: '42',
    happening: { triggerType: 'PAGE_VIEW', page: { title: '머그컵' } },
  })
  const dayOf = (hours: number) => new Date(nowMs - hours * HOUR_MS).toISOString().slice(0, 10)
  const counts = await recorded.countsByDay(7, nowMs - 30 * HOUR_MS)
  expect([...counts.days].toSorted()).toEqual([
    [dayOf(24), 3],
    [dayOf(0), 2],
  ])
})

import { appendFileSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ElasticsearchApi } from '../../src/behavior-log/elasticsearch/elasticsearch-api.ts'
import { FolderReader } from '../../src/behavior-log/reading/folder-reader.ts'
import { IndexReader } from '../../src/behavior-log/reading/index-reader.ts'
import { finished, start } from '../axon.ts'
import { answers, FakeElasticsearch, type Fault } from '../behavior-log/fake-elasticsearch.ts'

const INDEX = 'shop-behavior-2026.11.27'
const MINUTE = 60_000
const START = Date.now() - 60 * MINUTE

let server: FakeElasticsearch
let place: string
let folder: string
beforeEach(async () => {
  server = await FakeElasticsearch.start()
  place = `elasticsearch+${server.url}/shop-behavior`
  folder = mkdtempSync(join(tmpdir(), 'axon-tail-'))
})
afterEach(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

const jsonOf = (id: string, receivedAt: number) => {
  const created = new Date(receivedAt).toISOString()
  return JSON.stringify({ '@timestamp': created, event: { id, created } })
}
const index = (id: string, receivedAt: number) => server.add(INDEX, id, jsonOf(id, receivedAt))
const numbered = (count: number, receivedAt: (n: number) => number) => {
  const ids = Array.from({ length: count }, (_, n) => `b-${String(n).padStart(5, '0')}`)
  for (const [n, id] of ids.entries()) index(id, receivedAt(n))
  return ids
}
const idsOf = (found: readonly { id: string }[]) => found.map(({ id }) => id)
const asUsual: Fault = () => true

function readerOfIndex(): IndexReader {
  return new IndexReader(
    new ElasticsearchApi({ kind: 'elasticsearch', url: server.url, name: 'shop-behavior' }, null),
  )
}

it('--follow sits out an index that is away and one that is busy, says each once, and shows every behaviour once', async () => {
  index('before', Date.now())
  const child = start(['logs', 'tail', '--from', place, '--follow', '--json'])
  let stderr = ''
  let stdout = ''
  child.stderr!.on('data', (text) => {
    stderr += text
  })
  child.stdout!.on('data', (text) => {
    stdout += text
  })
  const ended = finished(child)
  const shown = () =>
    stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line).event.id)
  const said = (what: RegExp) => stderr.match(what)?.length ?? 0
  await expect.poll(shown).toEqual(['before'])

  await server.goAway(async () => {
    await expect.poll(() => said(/can't be reached.*looking for it until it is back\n/g)).toBe(1)
    index('while it was away', Date.now())
  })
  await expect.poll(shown).toEqual(['before', 'while it was away'])
  expect(said(/it is back\n/g)).toBe(2)

  server.next(...Array.from({ length: 3 }, () => answers(503, '{"error":"no shard"}')))
  index('while it was busy', Date.now())
  await expect.poll(shown).toEqual(['before', 'while it was away', 'while it was busy'])
  expect(said(/it answers 503: no shard/g)).toBe(1)
  child.kill('SIGINT')
  expect((await ended).code).toBe(130)
  expect(stderr.trimEnd().split('\n')).toHaveLength(4)
})

it('a search that breaks off in the middle tells nothing twice, and leaves nothing out', async () => {
  const reader = readerOfIndex()
  await reader.newest({}, 20)
  const ids = numbered(2_500, (n) => Date.now() + n)
  for (const pages of [1, 2]) {
    server.next(...Array.from({ length: pages }, () => asUsual), answers(503))
    await expect(reader.more({})).rejects.toThrow('it answers 503')
  }
  expect(idsOf(await reader.more({}))).toEqual(ids)
  expect(await reader.more({})).toEqual([])
  await reader.close()
})

it('after an outage what comes late out of a buffer is shown, and what was shown before is not shown again', async () => {
  const old = numbered(10, (n) => START - 10 * MINUTE + n * MINUTE)
  const reader = readerOfIndex()
  expect(idsOf(await reader.newest({}, 20))).toEqual(old)
  server.next(answers(503))
  await expect(reader.more({})).rejects.toThrow('it answers 503')
  index('of one partition', START + 4 * MINUTE)
  expect(idsOf(await reader.more({}))).toEqual(['of one partition'])
  index('of another one', START + 1 * MINUTE)
  expect(idsOf(await reader.more({}))).toEqual(['of another one'])
  expect(await reader.more({})).toEqual([])
  await reader.close()
})

it('a folder of which not all can be read for a while is read on where it was', async () => {
  const file = join(folder, 'behavior-20261127T01Z-aaaaaaaa-0001.jsonl')
  const unreadable = join(folder, 'behavior-20261127T02Z-aaaaaaaa-0001.jsonl')
  appendFileSync(file, `${jsonOf('a', START)}\n`)
  const reader = new FolderReader(folder)
  expect(idsOf(await reader.newest({}, 20))).toEqual(['a'])
  appendFileSync(file, `${jsonOf('b', START)}\n`)
  mkdirSync(unreadable)
  await expect(reader.more({})).rejects.toThrow("can't be read from")
  rmdirSync(unreadable)
  expect(idsOf(await reader.more({}))).toEqual(['b'])
})

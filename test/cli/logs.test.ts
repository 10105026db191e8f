import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { FolderReader } from '../../src/behavior-log/reading/folder-reader.ts'
import { packageRoot } from '../../src/package-root.ts'
import { answers, FakeElasticsearch } from '../behavior-log/fake-elasticsearch.ts'
import { runHere } from './run-here.ts'

let server: FakeElasticsearch
let place: string
beforeEach(async () => {
  server = await FakeElasticsearch.start()
  place = `elasticsearch+${server.url}/shop-behavior`
})
afterEach(() => server.stop())

const setup = (...more: string[]) => runHere(['logs', 'setup', '--to', place, '--json', ...more])
const jsonOf = async (run: ReturnType<typeof setup>) => JSON.parse((await run).stdout)
const puts = () =>
  server.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)

it('OpenSearch: makes the template and the policy once, and brings them up to date', async () => {
  const path = '/_plugins/_ism/policies/shop-behavior'
  expect(await jsonOf(setup())).toEqual({
    server: { distribution: 'opensearch', version: '2.19.6' },
    name: 'shop-behavior',
    template: 'created',
    retention: null,
  })
  expect(server.settings.get('/_index_template/shop-behavior')).toMatchObject({
    index_patterns: ['shop-behavior-*'],
    template: {
      mappings: {
        dynamic: false,
        properties: { axon: { properties: { properties: { type: 'flat_object' } } } },
      },
    },
  })
  expect(await jsonOf(setup('--retention', '30d'))).toMatchObject({
    template: 'unchanged',
    retention: { after: '30d', state: 'created' },
  })
  expect(await jsonOf(setup('--retention', '30d'))).toMatchObject({
    template: 'unchanged',
    retention: { after: '30d', state: 'unchanged' },
  })
  expect(await jsonOf(setup('--retention', '7d'))).toMatchObject({
    retention: { after: '7d', state: 'updated' },
  })
  expect(server.settings.get(path)).toMatchObject({
    policy: {
      states: [{ transitions: [{ conditions: { min_index_age: '7d' } }] }, {}],
      ism_template: [{ index_patterns: ['shop-behavior-*'] }],
    },
  })
  expect(puts()).toEqual([
    'PUT /_index_template/shop-behavior',
    `PUT ${path}`,
    'POST /_plugins/_ism/add/shop-behavior-*',
    `PUT ${path}?if_seq_no=5&if_primary_term=1`,
    'POST /_plugins/_ism/change_policy/shop-behavior-*',
  ])
})

it('Elasticsearch: its template has its own types, and the policy stays when it is not named again', async () => {
  server.version = { number: '8.19.0' }
  expect(await jsonOf(setup('--retention', '90d'))).toMatchObject({
    template: 'created',
    retention: { state: 'created' },
  })
  expect(await jsonOf(setup())).toMatchObject({ template: 'unchanged', retention: null })
  expect(server.settings.get('/_ilm/policy/shop-behavior')).toMatchObject({
    policy: { phases: { delete: { min_age: '90d' } } },
  })
  expect(server.settings.get('/_index_template/shop-behavior')).toMatchObject({
    template: {
      settings: { index: { lifecycle: { name: 'shop-behavior' } } },
      mappings: { properties: { axon: { properties: { properties: { type: 'flattened' } } } } },
    },
  })
})

it('says plainly that nothing deletes old indices where index management is missing', async () => {
  server.next(
    () => true,
    answers(400, '{"error":"no handler found for uri [/_plugins/_ism] and method [GET]"}'),
  )
  const { code, stdout, stderr } = await setup('--retention', '30d')
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ template: 'created', retention: { state: 'unsupported' } })
  expect(stderr).toMatch(/no index management \(the plugin ISM\), so nothing deletes indices after 30d/)
})

it.each<[string, () => void, string]>([
  [
    'too old',
    () => {
      server.version = { number: '7.6.2' }
    },
    'elasticsearch 7.6.2, and 7.9 is the oldest that will do',
  ],
  [
    'something else',
    () => {
      server.version = {}
    },
    'neither Elasticsearch nor OpenSearch',
  ],
  ['no JSON', () => server.next(answers(200, '<html>')), 'it is no JSON'],
  ['a login that is refused', () => server.next(answers(401)), 'AXON_ELASTICSEARCH_API_KEY'],
])('ends where the server is %s', async (_, given, problem) => {
  given()
  expect(await setup()).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(problem) })
})

it('logs in by the environment, and shows nothing of it', async () => {
  vi.stubEnv('AXON_ELASTICSEARCH_USERNAME', 'elastic')
  expect(await setup()).toMatchObject({
    code: 2,
    stderr: 'axon: AXON_ELASTICSEARCH_USERNAME is set, and AXON_ELASTICSEARCH_PASSWORD is not\n',
  })
  vi.stubEnv('AXON_ELASTICSEARCH_PASSWORD', 's3cret')
  const { stdout, stderr } = await setup()
  expect(stdout + stderr).not.toContain('s3cret')
  expect(server.requests[0]?.authorization).toBe(`Basic ${Buffer.from('elastic:s3cret').toString('base64')}`)
  vi.stubEnv('AXON_ELASTICSEARCH_API_KEY', 'a2V5')
  expect(await setup()).toMatchObject({ code: 2, stderr: expect.stringContaining('set either') })
  vi.unstubAllEnvs()
})

it('both templates know every field of a document', () => {
  const read = (path: string) => JSON.parse(readFileSync(join(packageRoot, path), 'utf8'))
  const fieldsOf = ({ properties }: { properties: object }): string[] =>
    Object.entries(properties).flatMap(([name, field]) =>
      field.properties ? fieldsOf(field).map((inner) => `${name}.${inner}`) : [name],
    )
  const schema = fieldsOf(read('docs/behavior.schema.json')).sort()
  for (const kind of ['opensearch', 'elasticsearch'])
    expect(fieldsOf(read(`templates/${kind}/index.json`).template.mappings).sort()).toEqual(schema)
})

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'axon-logs-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const MINUTE = 60_000
const START = Date.now() - 100 * MINUTE
const behavior = (n: number, more: object = {}) => {
  const created = new Date(START + n * MINUTE).toISOString()
  const axon = { event_id: 7, trigger: 'CLICK', site: 'shop', anonymous_id: 'anon', ...more }
  return `${JSON.stringify({ '@timestamp': created, event: { id: `b:1:${n}`, action: '구매 버튼', created }, url: { domain: 'shop.example', path: `/p/${n}` }, axon })}\n`
}
const idsOf = (stdout: string) =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => Number(JSON.parse(line).event.id.slice(4)))

it('shows the newest behaviours of all runs and hours, merged by when they were received', async () => {
  const logs = join(folder, 'merged')
  mkdirSync(logs)
  const write = (hour: string, run: string, numbers: number[], end = '') =>
    writeFileSync(
      join(logs, `behavior-20261127T${hour}Z-${run}-0001.jsonl`),
      numbers.map((n) => behavior(n, { event_id: n % 2 ? 7 : 8 })).join('') + end,
    )
  write('01', 'aaaaaaaa', [1, 2, 3])
  write('02', 'aaaaaaaa', [4, 6, 8], 'no JSON\n')
  write('02', 'bbbbbbbb', [5, 7, 9], behavior(10).slice(0, -30))
  writeFileSync(join(logs, 'refused.jsonl'), behavior(99))
  const tail = async (...more: string[]) =>
    idsOf((await runHere(['logs', 'tail', '--from', `file:${logs}`, '--json', ...more])).stdout)
  expect(await tail()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(await tail('-n', '4')).toEqual([6, 7, 8, 9])
  expect(await tail('-n', '7')).toEqual([3, 4, 5, 6, 7, 8, 9])
  expect(await tail('--event', '7', '-n', '3')).toEqual([5, 7, 9])
  expect(await tail('--trigger', 'PAGE_VIEW')).toEqual([])
  expect(await tail('--user', 'anon', '-n', '1')).toEqual([9])
  expect(await tail('--since', '95m')).toEqual(expect.arrayContaining([7, 8, 9]))
  expect(await tail('--since', '1m')).toEqual([])
  const { stdout } = await runHere(['logs', 'tail', '--from', `file:${logs}`, '-n', '2'])
  expect(stdout).toMatch(
    /^received .*page and what was done\n.* CLICK .* 8 구매 버튼 .* shop .*\(anon\) +shop.example\/p\/8\n.*\/p\/9\n$/,
  )
})

it('reads lines of any length, and follows what comes', async () => {
  const logs = join(folder, 'followed')
  mkdirSync(logs)
  const file = join(logs, 'behavior-20261127T01Z-aaaaaaaa-0001.jsonl')
  const long = Array.from({ length: 20 }, (_, n) => behavior(n, { title: '가'.repeat(n * 5_000) }))
  writeFileSync(file, long.join(''))
  const reader = new FolderReader(logs)
  expect((await reader.newest({}, 100)).map(({ json }) => `${json}\n`)).toEqual(long)
  expect(await reader.more({})).toEqual([])
  appendFileSync(file, behavior(21) + behavior(22).slice(0, 50))
  writeFileSync(join(logs, 'behavior-20261127T01Z-bbbbbbbb-0001.jsonl'), behavior(20))
  expect((await reader.more({})).map(({ id }) => id)).toEqual(['b:1:20', 'b:1:21'])
  appendFileSync(file, behavior(22).slice(50))
  expect((await reader.more({})).map(({ id }) => id)).toEqual(['b:1:22'])
})

it('says what can not be looked at', async () => {
  expect(await runHere(['logs', 'tail', '--from', 'stdout'])).toMatchObject({ code: 2 })
  expect(await runHere(['logs', 'tail', '--from', `file:${folder}/none`])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("can't be read from"),
  })
})

import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { click, SHOP } from '../shop.ts'
import { ShopFolder } from './shop-folder.ts'

const [MUG_SALE] = SHOP.campaignActivities
const NOT_UTF8 = Buffer.from([0xff, 0xfe])

/** Ids 1 to 4: two that a new activity cures, one that needs another text, one that is no text. */
const LINES = [
  click(1),
  click(1, { campaignActivityId: 2 }),
  click(2, { campaignActivityId: 2, timestamp: 1_777_597_200_000 }),
  '{"campaignActivityType": "FIRST_COME_FIRST_SERVE", "campaignActivityId": 1, "userId": 3',
]

let folder: ShopFolder
let source: string
beforeEach(async () => {
  folder = await ShopFolder.create()
  const file = await folder.write('sale.jsonl', LINES)
  await appendFile(file, Buffer.concat([NOT_UTF8, Buffer.from('\n')]))
  source = `file:${file}`
  await folder.replay('sale.jsonl')
})
afterEach(() => folder.remove())

const run = (line: string) => folder.axon(['dead-letters', ...line.split(' ')])

const cure = () => folder.seed({ campaignActivities: [{ ...MUG_SALE, id: 2, name: '접시 선착순' }] })

it('list shows what failed, why and where', async () => {
  const { code, stdout, stderr } = await run('list')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('campaign activity 2 does not exist')
  expect(stdout).toMatch(/\n4 of 4 PENDING dead letters\n$/)

  const listed = await folder.json<{ deadLetters: object[] }>(
    'dead-letters',
    'list',
    '--reason',
    'UNKNOWN_ACTIVITY',
  )
  expect(listed).toMatchObject({
    total: 2,
    deadLetters: [
      { id: 1, offset: 2 },
      { id: 2, offset: 3 },
    ],
  })
  expect(listed.deadLetters[0]).toEqual({
    id: 1,
    source,
    partition: 0,
    offset: 2,
    reason: 'UNKNOWN_ACTIVITY',
    error: 'campaign activity 2 does not exist',
    status: 'PENDING',
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    payloadBytes: JSON.stringify(LINES[1]).length,
  })
})

it('list goes page by page', async () => {
  const first = await run('list --limit 3')
  expect(first.stdout).toMatch(/\n3 of 4 PENDING dead letters\n$/)
  expect(first.stderr).toBe('the next ones: add --after 3\n')
  const second = await run('list --limit 3 --after 3')
  expect(second).toMatchObject({ stderr: '', stdout: expect.stringContaining('INVALID_ENCODING') })
})

it('show prints all that is known of one, and its bytes', async () => {
  const text = await run('show 1')
  expect(text.code).toBe(0)
  expect(text.stdout).toContain('reason       UNKNOWN_ACTIVITY\n')
  expect(text.stdout).toContain(`payload\n${JSON.stringify(LINES[1])}\n`)
  expect((await run('show 4')).stdout).toContain('payload\nnot UTF-8:\n000000  ff fe')
  expect(await run('show 5')).toEqual({
    code: 1,
    stdout: '',
    stderr: 'axon: dead letter 5 does not exist: `axon dead-letters list --all` shows all\n',
  })
})

it('retry applies what was cured, once, however often it is run', async () => {
  expect((await run('retry')).stdout).toMatch(/^0 {2}retried: .*\n4 {2}failed again and stay PENDING: /)
  await cure()
  const { code, stdout } = await run('retry')
  expect(code).toBe(0)
  expect(stdout).toBe(
    '2  retried: 2 approved, 0 rejected, 0 duplicate, 0 recorded\n' +
      '2  failed again and stay PENDING: INVALID_ENCODING 1, INVALID_JSON 1\n',
  )
  const cured = await folder.status()
  expect(cured).toMatchObject({ products: [{ stock: 97 }], entries: { approved: 3 } })
  expect(await folder.json('dead-letters', 'retry')).toMatchObject({ retried: 0, failedAgain: 2 })
  expect(await folder.json('dead-letters', 'retry', '1')).toMatchObject({ retried: 0, notPending: 1 })
  expect(await folder.status()).toEqual(cured)
  expect(await folder.json('dead-letters', 'list', '--status', 'RETRIED')).toMatchObject({ total: 2 })
  expect((await folder.axon(['verify'])).code).toBe(0)
})

it('what was retried is not applied again when its file is read from the start', async () => {
  await cure()
  await run('retry')
  const before = await folder.status()
  expect(await folder.json('replay', 'sale.jsonl', '--from-start')).toMatchObject({
    approved: 0,
    duplicate: 3,
  })
  expect(await folder.status()).toEqual(before)
})

it('discard gives up those that are named, and keeps them', async () => {
  expect(await run('discard')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'axon: name the ids to discard, or a filter (--reason, --source), or --all\n',
  })
  expect((await run('discard 3 4')).stdout).toBe('2 discarded\n')
  expect((await run('discard 3 4')).stdout).toBe('0 discarded, 2 left as they are: not PENDING\n')
  expect(await folder.json('dead-letters', 'list')).toMatchObject({ total: 2 })
  expect(await folder.json('dead-letters', 'list', '--all')).toMatchObject({ total: 4 })
  expect(await folder.json('dead-letters', 'retry')).toMatchObject({ retried: 0, failedAgain: 2 })
})

it('an id that does not exist stops retry and discard before they do anything', async () => {
  for (const command of ['retry', 'discard']) {
    const { code, stderr } = await run(`${command} 1 99`)
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'axon: dead letter 99 does not exist: `axon dead-letters list --all` shows all\n',
    })
  }
  expect(await folder.json('dead-letters', 'list')).toMatchObject({ total: 4 })
})

it('export writes a line for each, whose payloads, mended, are a file to replay', async () => {
  expect(await run('export --out dead.jsonl')).toEqual({
    code: 0,
    stdout: '',
    stderr: `axon: 4 dead letters written to ${join(folder.path, 'dead.jsonl')}\n`,
  })
  const text = await readFile(join(folder.path, 'dead.jsonl'), 'utf8')
  expect((await run('export')).stdout).toBe(text)
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>)
  expect(rows.map(({ id, reason }) => [id, reason])).toEqual([
    [1, 'UNKNOWN_ACTIVITY'],
    [2, 'UNKNOWN_ACTIVITY'],
    [3, 'INVALID_JSON'],
    [4, 'INVALID_ENCODING'],
  ])
  expect(rows[0]).toMatchObject({ source, offset: 2, payload: JSON.stringify(LINES[1]) })
  expect(Buffer.from(rows[3]?.payloadBase64 ?? '', 'base64')).toEqual(NOT_UTF8)

  await folder.write('mended.jsonl', [`${rows[2]?.payload}}`])
  expect(await folder.json('replay', 'mended.jsonl')).toMatchObject({ read: 1, approved: 1 })
})

it('export says where it can not write', async () => {
  expect(await run('export --out no/folder/dead.jsonl')).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^axon: no\/folder\/dead\.jsonl can't be written: ENOENT.*\n$/),
  })
})

it('exports what `replay` takes again, edited', async () => {
  const broken = JSON.stringify(click(70, { quantity: 'two' }))
  await folder.write('broken.jsonl', [broken, 'no JSON'])
  await folder.replay('broken.jsonl')
  const { stdout } = await folder.axon([
    'dead-letters',
    'export',
    '--source',
    `file:${join(folder.path, 'broken.jsonl')}`,
  ])
  await folder.write('mended.jsonl', [stdout.trim().replaceAll('\\"two\\"', '2')])

  const { code, stdout: summary, stderr } = await folder.axon(['replay', 'mended.jsonl', '--json'])
  expect({ code, summary: JSON.parse(summary) }).toMatchObject({
    code: 0,
    summary: { read: 2, approved: 1, deadLetterByReason: { INVALID_JSON: 1 } },
  })
  expect(stderr).toContain('2 lines are exported dead letters: the messages inside were taken')
  const { stdout: again } = await folder.axon([
    'dead-letters',
    'export',
    '--source',
    `file:${join(folder.path, 'mended.jsonl')}`,
  ])
  expect(JSON.parse(again)).toMatchObject({ offset: 2, payload: 'no JSON' })
})

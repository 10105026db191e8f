import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { createTestDatabase } from '../../services/test-database.ts'
import { packageRoot } from '../../src/package-root.ts'
import { runHere } from '../cli/run-here.ts'
import { Markdown } from './markdown.ts'

/** Does in a copy of the sources what the guide says, all of it, and looks whether it works. */
const guide = Markdown.of('CONTRIBUTING.md')
const copy = join(tmpdir(), `axon-contributing-${process.pid}`)
const SQLITE = 'sqlite:test.db'
/** Others may use the machine, too. */
const PATIENCE_MS = 180_000

const seed = {
  products: [{ id: 1, productName: '머그컵', stock: 5, price: 9000 }],
  campaigns: [{ id: 1, name: '봄' }],
  campaignActivities: [
    { id: 1, campaignId: 1, productId: 1, name: '짝수', activityType: 'EVEN_USERS_ONLY', status: 'ACTIVE' },
  ],
  events: [
    { id: 1, name: '구매', status: 'ACTIVE', triggerType: 'PURCHASE' },
    { id: 2, name: '후기', status: 'ACTIVE', triggerType: 'REVIEW_WRITTEN' },
  ],
}

const command = (userId: number, quantity = 1) =>
  JSON.stringify({
    campaignActivityType: 'EVEN_USERS_ONLY',
    campaignActivityId: 1,
    userId,
    quantity,
    timestamp: 1767225600000,
  })

const node = (...args: string[]): string =>
  execFileSync(process.execPath, args, { cwd: copy, encoding: 'utf8' })

/** What was built from the copy. */
const axonOfCopy = (...args: string[]): string => node('dist/bin/axon.js', ...args)

const replayInto = (url: string) => [
  ...['replay', 'messages.jsonl', '--from-start', '--json'],
  ...['--database', url],
]

interface Built {
  /** What the type checker says. */
  readonly stdout: string
  readonly status: number | null
}

let built: Built

function build(): Built {
  const tsc = join(packageRoot, 'node_modules/typescript/bin/tsc')
  const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.copy.json'], {
    cwd: copy,
    encoding: 'utf8',
  })
  return { stdout, status }
}

const blocksOf = (what: string) =>
  guide.codeBlocks.flatMap(({ info, code }) => {
    const file = new RegExp(`^ts ${what}=(\\S+)$`).exec(info)?.[1]
    return file === undefined ? [] : [{ file: join(copy, file), code }]
  })

/** New files, lines at a file's end, lines after others, and what is to be typed. */
function follow(): void {
  for (const { file, code } of blocksOf('file')) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, code)
  }
  for (const { file, code } of blocksOf('line')) {
    expect(code.trim().split('\n')).toHaveLength(1)
    appendFileSync(file, code)
  }
  for (const { file, code } of blocksOf('after')) {
    const [first = '', ...added] = code.trimEnd().split('\n')
    const text = readFileSync(file, 'utf8')
    expect(text.split(`${first}\n`), `one place of ${first}`).toHaveLength(2)
    writeFileSync(file, text.replace(`${first}\n`, [first, ...added, ''].join('\n')))
  }
  execFileSync('sh', ['-ec', guide.code('sh')], { cwd: copy })
}

beforeAll(async () => {
  mkdirSync(copy)
  const parts = [
    'src',
    'bin',
    'demo',
    'seeds',
    'migrations',
    'test',
    'package.json',
    'tsconfig.json',
    'tsconfig.build.json',
  ]
  for (const part of [...parts, 'drizzle.sqlite.config.ts', 'drizzle.postgres.config.ts']) {
    cpSync(join(packageRoot, part), join(copy, part), { recursive: true })
  }
  symlinkSync(join(packageRoot, 'node_modules'), join(copy, 'node_modules'), 'dir')
  writeFileSync(join(copy, 'seed.json'), JSON.stringify(seed))
  const messages = [guide.code('json message').trim(), command(2, 2), command(3)]
  writeFileSync(join(copy, 'messages.jsonl'), messages.join('\n'))
  await runHere(['seed', 'seed.json', '--database', SQLITE], { cwd: copy })
  const { stdout } = await runHere(replayInto(SQLITE), { cwd: copy })
  expect(JSON.parse(stdout)).toMatchObject({
    deadLetterByReason: { UNSUPPORTED_ACTIVITY_TYPE: 2, UNSUPPORTED_TRIGGER_TYPE: 1 },
  })
  follow()
  writeFileSync(join(copy, 'run.mts'), guide.code('ts run'))
  const sources = { extends: './tsconfig.build.json', include: ['bin', 'src', 'run.mts'] }
  writeFileSync(join(copy, 'tsconfig.copy.json'), JSON.stringify(sources))
  built = build()
}, PATIENCE_MS)
afterAll(() => rmSync(copy, { recursive: true, force: true }))

it('adds a trigger type and an activity type as the guide says: one file and one line each', () => {
  expect(JSON.parse(axonOfCopy(...replayInto(SQLITE)))).toMatchObject({
    ...{ recorded: 1, approved: 1, rejected: 1, deadLetterByReason: {} },
  })
})

it('adds a command as the guide says', () => {
  const lowStock = (...args: string[]) => axonOfCopy('low-stock', ...args, '--database', SQLITE)
  expect(lowStock()).toBe('3 left of product 1 ("머그컵")\n')
  expect(lowStock('--below', '1')).toBe('')
})

it('adds a case for browsers as the guide says', async () => {
  const { ALL_CASES } = await import(join(copy, 'test/browser/cases/all-cases.ts'))
  expect(ALL_CASES['double clicks']).toEqual([{ name: 'two quick presses: two', run: expect.any(Function) }])
})

it('adds a route as the guide says', async () => {
  const args = ['serve', '--dev', '--port', '0', '--json', '--database', SQLITE]
  const service = spawn(process.execPath, ['dist/bin/axon.js', ...args], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    const [line] = await once(createInterface({ input: service.stdout! }), 'line')
    const { url } = JSON.parse(line)
    const answer = await fetch(new URL('/v1/time', url))
    expect(await answer.json()).toEqual({ serverTime: expect.stringMatching(/^\d{4}-.*Z$/) })
    const document = (await (await fetch(new URL('/openapi.json', url))).json()) as { paths: object }
    expect(Object.keys(document.paths)).toContain('/v1/time')
  } finally {
    service.kill()
    await once(service, 'exit')
  }
})

it('adds a kind of source as the guide says, and its messages count once', () => {
  for (let times = 1; times <= 2; times += 1) {
    node('dist/run.mjs')
    const { positions } = JSON.parse(axonOfCopy('status', '--json', '--database', SQLITE))
    expect(positions).toContainEqual({ source: 'mailbox:sign-ups', partition: 0, nextOffset: 3 })
  }
})

const AMOUNTS = 'SELECT user_id, amount FROM campaign_activity_entries ORDER BY user_id'

it('adds a column of entries as the guide says, to tables that are there already', () => {
  const database = new BetterSqlite3(join(copy, 'test.db'), { readonly: true })
  expect(database.prepare(AMOUNTS).raw().all()).toEqual([
    [2, 18_000],
    [3, 9_000],
  ])
  database.close()
})

it('adds the same column on Postgres', async () => {
  const database = await createTestDatabase(inject('postgresAdminUrl'))
  axonOfCopy('seed', 'seed.json', '--database', database.url)
  axonOfCopy(...replayInto(database.url))
  const client = new pg.Client(database.url)
  await client.connect()
  const { rows } = await client.query({ text: AMOUNTS, rowMode: 'array' })
  expect(rows).toEqual([
    ['2', '18000.00'],
    ['3', '9000.00'],
  ])
  await client.end()
  await database.drop()
})

it('what was added passes the type checker', () => {
  expect(built).toEqual({ stdout: '', status: 0 })
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { PgBouncer, type PoolMode } from '../../services/pgbouncer.ts'
import { createTestDatabase } from '../../services/test-database.ts'
import { axon, type Finished } from '../axon.ts'
import type { EmptyDatabase } from '../databases.ts'
import { click, SHOP } from '../shop.ts'

const adminUrl = inject('postgresAdminUrl')

let folder: string
let empty: EmptyDatabase
let admin: pg.Client
let bouncer: PgBouncer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-bouncer-'))
  await writeFile(join(folder, 'shop.json'), JSON.stringify(SHOP))
  const lines = Array.from({ length: 150 }, (_, index) => JSON.stringify(click(index + 1)))
  await writeFile(join(folder, 'clicks.jsonl'), lines.join('\n'))
})
afterAll(() => rm(folder, { recursive: true }))

beforeEach(async () => {
  empty = await createTestDatabase(adminUrl)
  admin = new pg.Client({ connectionString: empty.url })
  await admin.connect()
})
afterEach(async () => {
  bouncer.stop()
  await admin.end()
  await empty.drop()
})

const behind = async (mode: PoolMode, settings: readonly string[] = []): Promise<string> => {
  bouncer = await PgBouncer.start(adminUrl, mode, settings)
  return bouncer.url(empty.url)
}

const run = (url: string, ...args: string[]): Promise<Finished> =>
  axon([...args, '--database', url], { cwd: folder })

async function sellEverything(url: string): Promise<void> {
  expect(await run(url, 'seed', 'shop.json')).toMatchObject({ code: 0 })
  const { code, stdout, stderr } = await run(url, 'replay', 'clicks.jsonl', '--json', '--batch-size', '10')
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('axon:') })
  expect(JSON.parse(stdout)).toMatchObject({ read: 150, approved: 100, rejected: 50 })
  expect(await run(url, 'verify')).toMatchObject({ code: 0 })
}

describe('behind PgBouncer in session mode', () => {
  it('everything works, whoever had the session before', async () => {
    const url = await behind('session', ['default_pool_size = 4'])
    await sellEverything(url)
    const { rows } = await admin.query('SELECT stock::int FROM products')
    expect(rows).toEqual([{ stock: 0 }])
  })

  it('tables land in the schema that the URL names', async () => {
    await admin.query('CREATE SCHEMA "Shop"')
    await sellEverything(`${await behind('session')}?schema=Shop`)
    const { rows } = await admin.query(
      "SELECT DISTINCT schemaname FROM pg_tables WHERE schemaname IN ('public', 'Shop')",
    )
    expect(rows).toEqual([{ schemaname: 'Shop' }])
  })

  it('the settings of options are made, and end with the transaction', async () => {
    const url = await behind('session', ['default_pool_size = 2', 'server_reset_query ='])
    await admin.query('CREATE SCHEMA app')
    const options = encodeURIComponent('-c search_path=app -c lock_timeout=7s')
    await sellEverything(`${url}?options=${options}`)
    const { rows: schemas } = await admin.query(
      "SELECT DISTINCT schemaname FROM pg_tables WHERE schemaname IN ('public', 'app')",
    )
    expect(schemas).toEqual([{ schemaname: 'app' }])
    const next = new pg.Client({ connectionString: url })
    await next.connect()
    const { rows } = await next.query(
      "SELECT current_setting('search_path') AS path, current_setting('lock_timeout') AS lock",
    )
    await next.end()
    expect(rows).toEqual([{ path: '"$user", public', lock: '0' }])
  })
})

describe('behind PgBouncer in transaction mode that keeps no prepared statements', () => {
  it.each(['server_round_robin = 0', 'server_round_robin = 1'])(
    'one line says so at the start (%s)',
    async (setting) => {
      const url = await behind('transaction', [setting])
      for (const command of [
        ['seed', 'shop.json'],
        ['replay', 'clicks.jsonl'],
      ]) {
        expect(await run(url, ...command)).toEqual({
          code: 1,
          stdout: '',
          stderr: `axon: database ${new URL(url).href.replace(/:[^:@/]+@/, '@')}: a pooler in transaction mode is in between, and it loses prepared statements: connect to the server itself, to a pool in session mode, or through PgBouncer 1.21 or newer with max_prepared_statements above 0\n`,
        })
      }
      const { rows } = await admin.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")
      expect(rows).toEqual([])
    },
  )
})

it('behind PgBouncer in statement mode, one line says so', async () => {
  const { code, stdout, stderr } = await run(await behind('statement'), 'seed', 'shop.json')
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain('a pooler in statement mode is in between, which allows no transactions')
})

import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm/sql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import type { Database } from '../../src/stores/database.ts'
import { databases, type EmptyDatabase } from '../../test/databases.ts'
import { withShop } from '../../test/open-shop.ts'
import { replayFile } from '../../test/replay-lines.ts'
import { type GeneratedSale, generatedSale } from '../generated-sale.ts'
import { builtProgram } from '../table/built-program.ts'
import { placeOf } from '../table/place-of.ts'

const MESSAGES = 600
const BATCH_SIZE = 150
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  SQLite: ['plain-sqlite', 'plain-sqlite-checked'],
  Postgres: ['plain-postgres-sets', 'plain-postgres-single'],
}
const BOUNDS: Readonly<Record<string, string>> = { SQLite: 'bound-sqlite', Postgres: 'bound-postgres' }

let folder: string
let sale: GeneratedSale
let shop: unknown
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-plain-'))
  // Few users, so that many ask again.
  sale = await generatedSale(folder, MESSAGES, { users: 40, activities: 4 })
  shop = JSON.parse(await readFile(sale.seedFile, 'utf8'))
})
afterAll(() => rm(folder, { recursive: true }))

const rowsOf = async (database: Database) => ({
  decisions: await database.query<{ status: string }>(sql`
    SELECT campaign_activity_id, user_id, product_id, quantity, price, status, reject_reason, sequence
    FROM campaign_activity_entries ORDER BY campaign_activity_id, user_id`),
  stock: await database.query(sql`SELECT id, stock FROM products ORDER BY id`),
  approvals: await database.query(sql`SELECT id, approved_count FROM campaign_activities ORDER BY id`),
  buyers: await database.query(sql`SELECT user_id, last_purchase_at FROM user_summary ORDER BY user_id`),
  occurrences: await database.query(
    sql`SELECT user_id, occurred_at FROM event_occurrences ORDER BY source_offset`,
  ),
})

async function runProgram(name: string, url: string, input = sale.messagesFile): Promise<void> {
  const args = [await builtProgram(name), placeOf(url), input, String(BATCH_SIZE)]
  await promisify(execFile)(process.execPath, args, { cwd: packageRoot })
}

/** What `write` leaves in a new database, as `look` sees it. */
async function leftBy<T>(
  create: () => Promise<EmptyDatabase>,
  write: (database: Database, url: string) => Promise<unknown>,
  look: (database: Database) => Promise<T>,
): Promise<T> {
  const empty = await create()
  return withShop(
    async () => empty,
    shop,
    async (database) => {
      await write(database, empty.url)
      return look(database)
    },
  )
}

describe.each(databases)('on $name', ({ name, create }) => {
  it('decides as Axon does, and leaves the same rows', { timeout: 120_000 }, async () => {
    const axon = await leftBy(create, (database) => replayFile(database, sale.messagesFile), rowsOf)
    expect(axon.decisions.some(({ status }) => status === 'APPROVED')).toBe(true)
    for (const program of PROGRAMS[name]!)
      expect(await leftBy(create, (_, url) => runProgram(program, url), rowsOf), program).toEqual(axon)
  })

  it('writes what a replay left, and nothing else, as the bound', { timeout: 120_000 }, async () => {
    const written = async (database: Database) => {
      const { decisions, buyers, occurrences } = await rowsOf(database)
      return { decisions, buyers, occurrences }
    }
    const finished = await create()
    const replay = async (database: Database) => {
      await replayFile(database, sale.messagesFile)
      const bound = (url: string) => runProgram(BOUNDS[name]!, url, placeOf(finished.url))
      expect(await leftBy(create, (_, url) => bound(url), written)).toEqual(await written(database))
    }
    await withShop(async () => finished, shop, replay)
  })
})

interface Sold {
  readonly sold: number
  readonly approved: number
  readonly entries: number
  readonly taken: number
  readonly occurrences: number
}

it('sells with window functions what is there, and nothing twice', { timeout: 120_000 }, async () => {
  const { create } = databases.find(({ name }) => name === 'Postgres')!
  const look = async (database: Database) =>
    (
      await database.query<Sold>(sql`
      SELECT sum(quantity) FILTER (WHERE status = 'APPROVED')::int AS sold,
        count(*) FILTER (WHERE status = 'APPROVED')::int AS approved, count(*)::int AS entries,
        (SELECT sum(initial_stock - stock)::int FROM products) AS taken,
        (SELECT count(*)::int FROM event_occurrences) AS occurrences
      FROM campaign_activity_entries`)
    )[0]!
  const program = await leftBy(create, (_, url) => runProgram('plain-postgres-windows', url), look)
  const axon = await leftBy(create, (database) => replayFile(database, sale.messagesFile), look)
  expect(program).toMatchObject({ entries: axon.entries, taken: program.sold, occurrences: program.approved })
  expect(program.sold).toBeGreaterThan(axon.sold / 2)
})

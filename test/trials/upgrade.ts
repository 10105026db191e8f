import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Command } from 'commander'
import { randomNumbers } from '../../fixtures/random.ts'
import { startTestDatabases } from '../../services/test-database.ts'
import { packageRoot } from '../../src/package-root.ts'
import { finished, outputOf, start } from '../axon.ts'
import { olderTables } from '../stores/older-tables.ts'
import { missingValues } from './upgrade/missing-values.ts'
import type { OldDatabase } from './upgrade/old-database.ts'
import { OldPostgres } from './upgrade/old-postgres.ts'
import { oldRows } from './upgrade/old-rows.ts'
import { OldSqlite } from './upgrade/old-sqlite.ts'

/**
 * Upgrades a database of the version before, or of more older ones, with rows in it, on SQLite and Postgres: time and disk are printed. A
 * process that is killed (SIGKILL) while it upgrades leaves a database that the next one upgrades. Every row must then be what it was, and the digests
 * of both be the same.
 *
 *     npm run trial:upgrade -- --rows 1000000 [--versions N] [--kills N] [--seed N]
 */
const { rows, versions, kills, seed } = new Command('trial:upgrade')
  .option('--rows <n>', 'entries, and as many occurrences', Number, 1_000_000)
  .option('--versions <n>', 'how many older versions, the newest first', Number, 1)
  .option('--kills <n>', 'in the middle of the upgrade, of each', Number, 2)
  .option('--seed <n>', 'of the moments', Number, Date.now() % 1_000_000)
  .parse()
  .opts<{ rows: number; versions: number; kills: number; seed: number }>()

/** A kill that comes when all is done is tried again, so many times for each that is asked for. */
const MOST_TRIES = 20
const SIZE_EVERY_MS = 20

const random = randomNumbers(seed)
const folder = mkdtempSync(join(tmpdir(), 'axon-upgrade-'))
const sale = join(folder, 'sale.jsonl')
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`

/** Any command upgrades before it does what it is for; this one has nothing to do. */
const upgrading = (url: string): string[] => ['sites', 'list', '--json', '--database', url]

async function timeOf(url: string): Promise<number> {
  const startedAt = performance.now()
  await outputOf(...upgrading(url))
  return performance.now() - startedAt
}

interface Measured {
  /** Of the process that upgrades, ms. */
  readonly first: number
  /** Of the same command afterwards. */
  readonly next: number
  /** The most that the database took on the disk, bytes. */
  readonly peak: number
}

async function measuredUpgrade(database: OldDatabase): Promise<Measured> {
  let peak = 0
  let isDone = false
  const watching = (async () => {
    while (!isDone) {
      peak = Math.max(peak, await database.bytes())
      await wait(SIZE_EVERY_MS)
    }
  })()
  const first = await timeOf(database.url)
  isDone = true
  await watching
  return { first, next: await timeOf(database.url), peak }
}

/** Kills a process within `ms` after it began to upgrade a copy; true if it had not been done. */
async function killedInTheMiddle(old: OldDatabase, ms: number): Promise<boolean> {
  const copy = await old.copy()
  const before = await copy.newestMigration()
  const columns = await copy.columns()
  const child = start(upgrading(copy.url))
  const ended = finished(child)
  const isUpgrading = await copy.untilUpgrading(() => child.exitCode !== null)
  if (isUpgrading) {
    await wait(random() * ms)
    child.kill('SIGKILL')
  }
  await ended
  await copy.afterKill()
  const isInTheMiddle = isUpgrading && (await copy.newestMigration()) === before
  await timeOf(copy.url)
  assert.ok((await copy.newestMigration()) > before, 'the next process did not upgrade')
  assert.deepEqual(await copy.fingerprint(columns), await old.fingerprint(columns), 'rows after a kill')
  await copy.close()
  return isInTheMiddle
}

/** Everything that is promised of one old database; its digest afterwards. */
async function upgraded(old: OldDatabase, name: string): Promise<string> {
  const columns = await old.columns()
  const before = await old.fingerprint(columns)
  const sizeBefore = await old.bytes()
  const database = await old.copy()
  const { first, next, peak } = await measuredUpgrade(database)
  const sizes = [sizeBefore, peak, await database.bytes()].map(megabytes)
  console.log(
    `${name}: the first start takes ${Math.round(first)} ms, the next ${Math.round(next)} ms; ` +
      `${sizes[0]} on the disk before, ${sizes[1]} at most, ${sizes[2]} after`,
  )

  let inTheMiddle = 0
  let tries = 0
  for (let ms = Math.max(1, first - next); inTheMiddle < kills; tries += 1) {
    assert.ok(tries < MOST_TRIES * kills, 'no kill came in the middle of an upgrade')
    if (await killedInTheMiddle(old, ms)) inTheMiddle += 1
    else ms /= 2
  }
  console.log(`${name}: killed ${tries} times, ${inTheMiddle} in the middle; upgraded at the next start`)

  assert.deepEqual(await database.fingerprint(columns), before, 'rows that were there before')
  for (const [what, query] of Object.entries(missingValues)) {
    assert.deepEqual(await database.rows(`${query} LIMIT 3`), [], what)
  }
  const summary = JSON.parse(await outputOf('replay', sale, '--json', '--database', database.url))
  assert.equal(summary.approved, 1, 'a purchase after the upgrade')
  await outputOf('verify', '--database', database.url)
  const { digest } = JSON.parse(await outputOf('verify', '--digest', '--json', '--database', database.url))
  await database.close()
  await old.close()
  return digest
}

const journal = join(packageRoot, 'migrations', 'sqlite', 'meta', '_journal.json')
const tags = (JSON.parse(readFileSync(journal, 'utf8')) as { entries: { tag: string }[] }).entries.map(
  ({ tag }) => tag,
)
const older = tags.slice(0, -1).reverse().slice(0, versions)
writeFileSync(
  sale,
  '{"campaignActivityType":"FIRST_COME_FIRST_SERVE","campaignActivityId":1,"userId":900719925474099,"timestamp":1777700000000}\n',
)
console.log(`${rows} entries and as many occurrences, ${kills} kills each, seed ${seed}`)
const server = await startTestDatabases()
try {
  for (const tag of older) {
    const count = tags.indexOf(tag) + 1
    const sqlite = OldSqlite.make(folder, [...olderTables('sqlite', count), ...oldRows('sqlite', rows)])
    const inSqlite = await upgraded(sqlite, `SQLite, ${tag}`)
    const statements = [...olderTables('postgres', count), ...oldRows('postgres', rows)]
    const postgres = await OldPostgres.make(server.adminUrl, statements)
    const inPostgres = await upgraded(postgres, `Postgres, ${tag}`)
    assert.equal(inPostgres, inSqlite, 'digests')
    console.log(`${tag}: every row is there, verified; ${inSqlite} in both`)
  }
} finally {
  await server.stop()
  rmSync(folder, { recursive: true })
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Table from 'cli-table3'
import { Command, Option } from 'commander'
import { createTestDatabase, startTestDatabases } from '../services/test-database.ts'
import { formatCount } from '../src/domain/format-count.ts'
import { openDatabase } from '../src/stores/open-database.ts'
import { changeDefinition, claimsOf, fillDefinitionsShop } from './events/definitions-shop.ts'
import { processFigures } from './events/process-figures.ts'
import { Pages, type Visits } from './events/visits.ts'
import { ended, serveProcess } from './sale/serve-process.ts'
import { UserTokens } from './sale/user-tokens.ts'

interface Options {
  readonly setup: 'sqlite' | 'postgres'
  readonly users: number
  readonly stored: number
  readonly active: number
  readonly rate: number
  readonly seconds: number
}

/**
 * Which definitions apply: every user's page comes once, then pages come at a constant rate and ask with the tag of what they have, while every second a
 * definition changes that a tenth of the users have.
 */
const options = new Command('bench:events')
  .addOption(new Option('--setup <name>').choices(['sqlite', 'postgres']).default('sqlite'))
  .option('--users <n>', 'with attributes and a summary', Number, 100_000)
  .option('--stored <n>', 'definitions', Number, 10_000)
  .option('--active <n>', 'of them', Number, 200)
  .option('--rate <n>', 'pages that ask in a second', Number, 2_000)
  .option('--seconds <n>', 'how long', Number, 30)
  .parse()
  .opts<Options>()

const SECRET = 'a secret of 32 bytes, for benches only'
/** Connections, as many browsers share them through a proxy; and pages at a time when all come once. */
const CONNECTIONS = 64
const CHANGE_EVERY_MS = 1_000

const stops: (() => Promise<unknown>)[] = []
try {
  const url = await newDatabase()
  const database = await openDatabase(url)
  stops.push(() => database.close())
  const siteKey = await fillDefinitionsShop(database, options)
  const { child, url: serviceUrl, metricsUrl } = await serveProcess(url, SECRET, 0, ['--metrics-port', '0'])
  stops.push(() => ended(child))
  const secret = new UserTokens(SECRET)
  const tokens = Array.from(
    { length: options.users },
    (_, index) => `Bearer ${secret.of(index + 1, claimsOf(index + 1))}`,
  )
  const pages = new Pages(serviceUrl, siteKey, tokens, CONNECTIONS)
  const rows: string[][] = []
  await measured('every user once', () => pages.all())
  let turn = 0
  const changes = setInterval(() => void changeDefinition(database, ++turn), CHANGE_EVERY_MS)
  for (const half of ['first half', 'second half']) {
    await measured(`${formatCount(options.rate)}/s, ${half}`, () =>
      pages.atRate(options.rate, options.seconds / 2),
    )
  }
  clearInterval(changes)
  const head = [
    '',
    'answers/s',
    'changed',
    'p50',
    'p99',
    'p99.9',
    'most',
    'KiB each',
    'CPU µs each',
    'RSS MiB',
  ]
  const table = new Table({
    head: [...head, 'generator late'],
    style: { head: [], border: [], compact: true },
  })
  for (const row of rows) table.push(row)
  console.log(
    `${formatCount(options.active)} of ${formatCount(options.stored)} definitions, ${formatCount(options.users)} users, ${options.setup}; latencies in ms from when a page was to ask`,
  )
  console.log(table.toString())

  async function measured(name: string, run: () => Promise<Visits>): Promise<void> {
    const before = await processFigures(metricsUrl!)
    const visits = await run()
    const { cpuSeconds, residentMiB } = await processFigures(metricsUrl!)
    rows.push([
      name,
      ...rowOf(visits),
      (((cpuSeconds - before.cpuSeconds) / visits.latencies.length) * 1e6).toFixed(0),
      residentMiB.toFixed(0),
      `${visits.generatorLateMs.toFixed(0)} ms`,
    ])
  }
} finally {
  for (const stop of stops.reverse()) await stop()
}

function rowOf({ statuses, latencies, bodyBytes, seconds }: Visits): string[] {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(1)
  const changed = statuses.get(200) ?? 0
  const others = [...statuses].filter(([status]) => status !== 200 && status !== 304)
  if (others.length > 0) throw new Error(`answers that must not be: ${JSON.stringify(others)}`)
  return [
    formatCount(Math.round(latencies.length / seconds)),
    `${((changed / latencies.length) * 100).toFixed(0)} %`,
    ...[at(0.5), at(0.99), at(0.999), at(1)],
    (bodyBytes / 1024 / Math.max(1, changed)).toFixed(0),
  ]
}

async function newDatabase(): Promise<string> {
  if (options.setup === 'postgres') {
    const server = await startTestDatabases()
    stops.push(() => server.stop())
    return (await createTestDatabase(server.adminUrl)).url
  }
  const folder = await mkdtemp(join(tmpdir(), 'axon-events-'))
  stops.push(() => rm(folder, { recursive: true, force: true }))
  return `sqlite:${join(folder, 'axon.db')}`
}

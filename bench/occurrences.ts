import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Table from 'cli-table3'
import { Command } from 'commander'
import { formatCount } from '../src/domain/format-count.ts'
import { seed } from '../src/operations/seed/seed.ts'
import { parseSeed } from '../src/operations/seed/seed-file.ts'
import { addSite } from '../src/operations/sites/add-site.ts'
import { packageRoot } from '../src/package-root.ts'
import { openDatabase } from '../src/stores/open-database.ts'
import { median } from './measured-run.ts'
import { cpuSeconds } from './occurrences/cpu-seconds.ts'
import { ITEMS_OF_A_REQUEST, ORIGINS, pageRequests, shopOfPages } from './occurrences/page-requests.ts'
import { ended, serveProcess, startedProcess } from './sale/serve-process.ts'
import { fullSpeed } from './serve/full-speed.ts'

/**
 * `POST /v1/occurrences` as fast as it can, 20 behaviours a request into files, beside the same server that reads and checks the same bodies and
 * answers a constant, and beside a log that goes to nobody.
 */
const { requests: count, rounds } = new Command('bench:occurrences')
  .option('--requests <n>', 'requests in a round, of 20 items each', Number, 10_000)
  .option('--rounds <n>', 'rounds of each', Number, 5)
  .parse()
  .opts<{ requests: number; rounds: number }>()

const SECRET = 'a secret of 32 bytes, for benches only'
const ACCEPTED = 202
/** Requests before the measured ones: until the code that they run is compiled. */
const WARM_UP = 2_000

interface Measured {
  readonly seconds: number
  readonly cpu: number
}

async function measured(
  serving: Promise<{ readonly child: ChildProcess; readonly url: string }>,
  siteKey: string,
): Promise<Measured> {
  const requests = pageRequests(count, siteKey)
  const { child, url } = await serving
  try {
    await fullSpeed(url, pageRequests(WARM_UP, siteKey), ACCEPTED)
    const before = cpuSeconds(child.pid!)
    const seconds = await fullSpeed(url, requests, ACCEPTED)
    return { seconds, cpu: cpuSeconds(child.pid!) - before }
  } finally {
    await ended(child)
  }
}

async function served(logTo: (folder: string) => string): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'axon-bench-'))
  try {
    const url = `sqlite:${join(folder, 'axon.db')}`
    const database = await openDatabase(url)
    const author = { by: 'bench', atMs: Date.now() }
    await seed(database, parseSeed(shopOfPages(), 'bench').seed, { reset: false, author })
    const site = await addSite(database, { name: 'bench', origins: ORIGINS }, author)
    await database.close()
    return await measured(serveProcess(url, SECRET, 0, ['--behavior-log', logTo(folder)]), site!.key)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const CONSTANT = 'a constant'
const TO_NOBODY = 'axon serve, stdout to nothing'

const constant = ['--import', 'tsx', join(packageRoot, 'bench/serve/constant-server.ts')]
const contenders = [
  { name: CONSTANT, run: () => measured(startedProcess(constant, SECRET), 'axs_bench') },
  { name: 'axon serve, file', run: () => served((folder) => `file:${join(folder, 'log')}`) },
  { name: TO_NOBODY, run: () => served(() => 'stdout') },
]

const runs = new Map<string, Measured[]>(contenders.map(({ name }) => [name, []]))
const items = count * ITEMS_OF_A_REQUEST
for (let round = 1; round <= rounds; round += 1) {
  for (const { name, run } of contenders) {
    const one = await run()
    runs.get(name)!.push(one)
    const rate = formatCount(Math.round(items / one.seconds))
    process.stderr.write(`round ${round} of ${rounds}: ${name} ${rate} items/s\n`)
  }
}
/** How fast one is beside another, as the median of the rounds. */
const beside = (all: readonly Measured[], other: readonly Measured[]): string =>
  median(all.map(({ seconds }, round) => other[round]!.seconds / seconds)).toFixed(2)

const table = new Table({
  head: ['server', 'items/s', 'of the constant', 'of stdout', 'CPU µs/item'],
  colAligns: ['left', 'right', 'right', 'right', 'right'],
  style: { head: [], border: [] },
})
for (const [name, all] of runs) {
  const rate = Math.round(items / median(all.map(({ seconds }) => seconds)))
  const cpu = (median(all.map((run) => run.cpu)) / items) * 1_000_000
  const ratios = [beside(all, runs.get(CONSTANT)!), beside(all, runs.get(TO_NOBODY)!)]
  table.push([name, formatCount(rate), ...ratios, cpu.toFixed(1)])
}
console.log(table.toString())

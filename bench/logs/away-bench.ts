import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Table from 'cli-table3'
import { quietPort } from '../../services/quiet-port.ts'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { addSite } from '../../src/operations/sites/add-site.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { median } from '../measured-run.ts'
import { ORIGINS, pageRequests, shopOfPages } from '../occurrences/page-requests.ts'
import { saleShop } from '../sale/sale-shop.ts'
import { ended, serveProcess } from '../sale/serve-process.ts'
import { UserTokens } from '../sale/user-tokens.ts'
import { entryRequests } from '../serve/entry-requests.ts'
import { openLoop, WARM_SECONDS } from '../serve/open-loop.ts'

interface AwayOptions {
  readonly rate: number
  readonly behaviors: number
  readonly seconds: number
  readonly rounds: number
}

interface Latencies {
  readonly p50: number
  readonly p99: number
  /** Requests with behaviours, by status. */
  readonly behaviors: ReadonlyMap<number, number>
}

const SECRET = 'a secret of 32 bytes, for benches only'
const PIECES = 100_000_000
const CONNECTIONS = 64

/** Requests for entries at a constant rate, and behaviours beside them: with a log that takes them, and with one that is away, in turns. */
export async function awayBench(options: AwayOptions): Promise<void> {
  const tokens = new UserTokens(SECRET)
  const nobody = `fluentd://127.0.0.1:${await quietPort()}`
  const contenders = [
    { name: 'a folder', log: (folder: string) => `file:${join(folder, 'log')}` },
    { name: 'a Fluentd that is away', log: () => nobody },
  ]
  const runs = new Map<string, Latencies[]>(contenders.map(({ name }) => [name, []]))
  for (let round = 1; round <= options.rounds; round += 1) {
    // Who goes first changes: what the machine does to the second run of a round, it does to both.
    for (const { name, log } of round % 2 === 1 ? contenders : contenders.toReversed()) {
      const one = await measured(log, tokens, options)
      runs.get(name)!.push(one)
      process.stderr.write(`round ${round} of ${options.rounds}: ${name}: p99 ${one.p99.toFixed(1)} ms\n`)
    }
  }
  const [first] = runs.values()
  const table = new Table({
    head: ['behaviour log', 'p50 ms', 'p99 ms', 'p99 of the first', 'behaviours 202', '503'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  })
  for (const [name, all] of runs) {
    const ratio = median(all.map(({ p99 }, round) => p99 / first![round]!.p99))
    const counted = (status: number) =>
      all.reduce((sum, { behaviors }) => sum + (behaviors.get(status) ?? 0), 0)
    const [p50, p99] = [median(all.map((run) => run.p50)), median(all.map((run) => run.p99))]
    table.push([name, p50.toFixed(1), p99.toFixed(1), ratio.toFixed(2), counted(202), counted(503)])
  }
  console.log(table.toString())
}

async function measured(
  log: (folder: string) => string,
  tokens: UserTokens,
  { rate, behaviors: behaviorRate, seconds }: AwayOptions,
): Promise<Latencies> {
  const folder = await mkdtemp(join(tmpdir(), 'axon-bench-'))
  try {
    const url = `sqlite:${join(folder, 'axon.db')}`
    const database = await openDatabase(url)
    const author = { by: 'bench', atMs: Date.now() }
    const pages = shopOfPages().events
    const sale = saleShop(PIECES)
    // The ids of the pages' events are those that the pages' requests name.
    const events = [...sale.events.map((event) => ({ ...event, id: pages.length + 1 })), ...pages]
    await seed(database, parseSeed({ ...sale, events }, 'bench').seed, { reset: false, author })
    const site = await addSite(database, { name: 'bench', origins: ORIGINS }, author)
    await database.close()
    const { child, url: service } = await serveProcess(url, SECRET, 0, ['--behavior-log', log(folder)])
    try {
      return await asked(service, site!.key, tokens, { rate, behaviorRate, seconds })
    } finally {
      await ended(child)
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function asked(
  url: string,
  siteKey: string,
  tokens: UserTokens,
  { rate, behaviorRate, seconds }: { rate: number; behaviorRate: number; seconds: number },
): Promise<Latencies> {
  const entries = entryRequests(tokens, 1, rate * (WARM_SECONDS + seconds))
  const pages = pageRequests(behaviorRate * (WARM_SECONDS + seconds), siteKey)
  const latencies: number[] = []
  const behaviors = new Map<number, number>()
  await Promise.all([
    openLoop(url, entries, {
      rate,
      connections: CONNECTIONS,
      onAnswer: (request, _, __, sinceDueMs) => {
        if (request >= rate * WARM_SECONDS) latencies.push(sinceDueMs)
      },
    }),
    openLoop(url, pages, {
      rate: behaviorRate,
      connections: 4 * CONNECTIONS,
      onAnswer: (request, status) => {
        if (request >= behaviorRate * WARM_SECONDS) behaviors.set(status, (behaviors.get(status) ?? 0) + 1)
      },
    }),
  ])
  latencies.sort((one, other) => one - other)
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99), behaviors }
}

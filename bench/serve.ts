import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Table from 'cli-table3'
import { Command } from 'commander'
import { PostgresServer } from '../services/postgres/postgres-server.ts'
import { createTestDatabase } from '../services/test-database.ts'
import { formatCount } from '../src/domain/format-count.ts'
import { seed } from '../src/operations/seed/seed.ts'
import { parseSeed } from '../src/operations/seed/seed-file.ts'
import { packageRoot } from '../src/package-root.ts'
import { openDatabase } from '../src/stores/open-database.ts'
import { median } from './measured-run.ts'
import { saleShop } from './sale/sale-shop.ts'
import { ended, serveProcess, startedProcess } from './sale/serve-process.ts'
import { UserTokens } from './sale/user-tokens.ts'
import { fullSpeed } from './serve/full-speed.ts'

/**
 * `axon serve` as fast as it can, beside the same server that checks the same tokens and answers a constant. Every user asks once, and gets a piece:
 * each decision is a commit's.
 */
const { users, rounds } = new Command('bench:serve')
  .option('--users <n>', 'who ask, each once, in a round', Number, 100_000)
  .option('--rounds <n>', 'rounds of each', Number, 5)
  .parse()
  .opts<{ users: number; rounds: number }>()

const SECRET = 'a secret of 32 bytes, for benches only'
const tokens = new UserTokens(SECRET)
const requests = Array.from({ length: users }, (_, index) =>
  Buffer.from(
    `POST /v1/activities/1/entries HTTP/1.1\r\nHost: shop.example\r\nAuthorization: Bearer ${tokens.of(index + 1)}\r\n` +
      'Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
  ),
)

interface Contender {
  readonly name: string
  readonly run: () => Promise<number>
}

async function served(databaseUrl: string): Promise<number> {
  const database = await openDatabase(databaseUrl)
  await seed(database, parseSeed(saleShop(users), 'bench').seed, { reset: false })
  await database.close()
  const { child, url } = await serveProcess(databaseUrl, SECRET)
  try {
    return await fullSpeed(url, requests)
  } finally {
    await ended(child)
  }
}

const postgres = await PostgresServer.start({ settings: { shared_buffers: '512MB', max_wal_size: '4GB' } })
const contenders: readonly Contender[] = [
  {
    name: 'a constant',
    run: async () => {
      const { child, url } = await startedProcess(
        ['--import', 'tsx', join(packageRoot, 'bench/serve/constant-server.ts')],
        SECRET,
      )
      try {
        return await fullSpeed(url, requests)
      } finally {
        await ended(child)
      }
    },
  },
  {
    name: 'axon serve, SQLite',
    run: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'axon-bench-'))
      try {
        return await served(`sqlite:${join(folder, 'axon.db')}`)
      } finally {
        await rm(folder, { recursive: true })
      }
    },
  },
  {
    name: 'axon serve, Postgres',
    run: async () => {
      const { url, drop } = await createTestDatabase(postgres.url())
      try {
        return await served(url)
      } finally {
        await drop()
      }
    },
  },
]

try {
  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, run } of contenders) {
      const rate = users / (await run())
      rates.get(name)!.push(rate)
      process.stderr.write(
        `round ${round} of ${rounds}: ${name} ${formatCount(Math.round(rate))} requests/s\n`,
      )
    }
  }
  const [constant] = rates.values()
  const table = new Table({
    head: ['server', 'requests/s', 'of the constant'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [] },
  })
  for (const [name, measured] of rates) {
    const ratio = median(measured.map((rate, round) => rate / constant![round]!))
    table.push([name, formatCount(Math.round(median(measured))), ratio.toFixed(2)])
  }
  console.log(table.toString())
} finally {
  postgres.stop()
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Table from 'cli-table3'
import { Command } from 'commander'
import { sql } from 'drizzle-orm'
import { KafkaBroker } from '../services/kafka/kafka-broker.ts'
import { PostgresServer } from '../services/postgres/postgres-server.ts'
import { createTestDatabase } from '../services/test-database.ts'
import { COMMAND_TOPIC, OCCURRENCE_TOPIC } from '../src/kafka/client/topics.ts'
import { packageRoot } from '../src/package-root.ts'
import type { Database } from '../src/stores/database.ts'
import { openDatabase } from '../src/stores/open-database.ts'
import { generatedSale } from './generated-sale.ts'
import { median } from './measured-run.ts'
import { measureLatency } from './produce-to-commit.ts'

/** `axon consume` beside `axon replay` of the same messages into the same database, and how long a request waits at 1 000/s. */
const { messages, rounds, partitions, seconds } = new Command('bench:kafka')
  .option('--messages <n>', 'generated commands', Number, 500_000)
  .option('--rounds <n>', 'pairs of runs on each database', Number, 3)
  .option('--partitions <n>', 'of each topic', Number, 6)
  .option('--seconds <n>', 'how long latency is measured', Number, 20)
  .parse()
  .opts<{ messages: number; rounds: number; partitions: number; seconds: number }>()

const AXON = join(packageRoot, 'dist', 'bin', 'axon.js')
const folder = mkdtempSync(join(tmpdir(), 'axon-bench-'))
const postgres = await PostgresServer.start({ settings: { shared_buffers: '512MB', max_wal_size: '4GB' } })
const broker = await KafkaBroker.start()
const env = { ...process.env, KAFKA_BROKERS: broker.brokers }

const axon = (...args: string[]): string =>
  execFileSync(process.execPath, [AXON, ...args], { env, encoding: 'utf8' })
const exited = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => child.once('exit', () => resolve()))

/** Seconds from the start of the process until the database has all the messages. */
async function timed(url: string, args: readonly string[]): Promise<number> {
  const database = await openDatabase(url)
  const child = spawn(process.execPath, [AXON, ...args, '--database', url], { env, stdio: 'ignore' })
  const startedAt = performance.now()
  for (let done = 0; done < messages; ) {
    await wait(20)
    done = await processed(database)
  }
  const elapsed = (performance.now() - startedAt) / 1_000
  child.kill('SIGTERM')
  await exited(child)
  await database.close()
  return elapsed
}

async function processed(database: Database): Promise<number> {
  const rows = await database.query<{ source: string; next: number }>(
    sql`SELECT source, next_offset AS next FROM source_offsets`,
  )
  // Lines count from 1, Kafka's offsets from 0.
  return rows.reduce((sum, { source, next }) => sum + (source.startsWith('file:') ? next - 1 : next), 0)
}

async function emptyDatabase(kind: string, name: string): Promise<{ url: string; drop(): Promise<void> }> {
  if (kind === 'Postgres') return createTestDatabase(postgres.url())
  const path = join(folder, `${name}.db`)
  return { url: `sqlite:${path}`, drop: async () => rmSync(path) }
}

try {
  const sale = await generatedSale(folder, messages)
  for (const topic of [COMMAND_TOPIC, OCCURRENCE_TOPIC]) await broker.createTopic(topic, partitions)
  const produced = JSON.parse(axon('produce', sale.messagesFile, '--json')) as { perSecond: number }
  console.log(
    `produced ${messages.toLocaleString('en')} commands: ${produced.perSecond.toLocaleString('en')}/s`,
  )

  const table = new Table({
    head: ['database', 'consume/s', 'replay/s', 'ratio'],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  })
  for (const kind of ['Postgres', 'SQLite']) {
    const runs: { consume: number; replay: number }[] = []
    for (let round = 1; round <= rounds; round += 1) {
      const measure = async (name: string, args: readonly string[]): Promise<number> => {
        const { url, drop } = await emptyDatabase(kind, name)
        axon('seed', sale.seedFile, '--database', url)
        const took = await timed(url, args)
        await drop()
        return took
      }
      const consume = await measure('consume', ['consume', '--from-beginning', '--no-dashboard'])
      const replay = await measure('replay', ['replay', sale.messagesFile, '--no-dashboard'])
      runs.push({ consume, replay })
      process.stderr.write(
        `round ${round}: ${kind} consume ${consume.toFixed(1)} s, replay ${replay.toFixed(1)} s\n`,
      )
    }
    const rate = (of: (run: { consume: number; replay: number }) => number) =>
      Math.round(messages / median(runs.map(of))).toLocaleString('en')
    const ratio = median(runs.map(({ consume, replay }) => replay / consume)).toFixed(2)
    table.push([kind, rate(({ consume }) => consume), rate(({ replay }) => replay), ratio])
  }
  console.log(table.toString())

  for (const kind of ['Postgres', 'SQLite']) {
    const { url } = await emptyDatabase(kind, 'latency')
    axon('seed', sale.seedFile, '--database', url)
    const topic = `bench.${kind.toLowerCase()}`
    await broker.createTopic(topic, partitions)
    const { count, p50, p99 } = await measureLatency({ brokers: broker.brokers, topic, url, seconds, env })
    console.log(
      `${kind}, 1,000/s, ${count.toLocaleString('en')} messages, produced to committed: p50 ${p50} ms, p99 ${p99} ms`,
    )
  }
} finally {
  await broker.stop()
  postgres.stop()
  rmSync(folder, { recursive: true })
}

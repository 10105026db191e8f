import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Command } from 'commander'
import pg from 'pg'
import { generateMessages, generateSeed } from '../../fixtures/generate.ts'
import { writeLines } from '../../fixtures/write-lines.ts'
import { PostgresServer } from '../../services/postgres/postgres-server.ts'
import { finished, outputOf, start } from '../axon.ts'

/**
 * One replay into Postgres while the server crashes, connections are cut, a lock is held and no connection is to be had: it must
 * finish by itself, with the digest of an undisturbed replay.
 *
 *     npm run trial:outages -- [--messages N] [--restarts N] [--cuts N] [--seed N]
 */
const { messages, restarts, cuts, seed } = new Command('trial:outages')
  .option('--messages <n>', 'lines of the file', Number, 300_000)
  .option('--restarts <n>', 'crashes of the server', Number, 5)
  .option('--cuts <n>', 'connections to terminate', Number, 50)
  .option('--seed <n>', 'of the messages', Number, Date.now() % 1_000_000)
  .parse()
  .opts<{ messages: number; restarts: number; cuts: number; seed: number }>()

const LOCK_HELD_MS = 10_000
const folder = mkdtempSync(join(tmpdir(), 'axon-outages-'))
const server = await PostgresServer.start({ settings: { fsync: 'off' } })
const replayUrl = `postgres://seller:secret@127.0.0.1:${server.port}/sale`
const file = (name: string): string => join(folder, name)

/** Runs SQL as the superuser, on a connection of its own. */
async function admin<T extends pg.QueryResultRow>(text: string, database = 'sale'): Promise<T[]> {
  const client = new pg.Client({ connectionString: server.url(database) })
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

async function nextLine(): Promise<number> {
  const [row] = await admin<{ next: string }>('SELECT next_offset AS next FROM source_offsets')
  return Number(row?.next ?? 0)
}

async function cutConnections(): Promise<number> {
  const rows = await admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'seller'")
  return rows.length
}

async function holdLock(): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('sale') })
  await client.connect()
  await client.query('BEGIN; SELECT FROM campaign_activities FOR UPDATE')
  await wait(LOCK_HELD_MS) // the fault is that it lasts this long
  await client.end()
}

async function refuseConnections(): Promise<void> {
  const retriesBefore = retryLines
  await admin('ALTER ROLE seller CONNECTION LIMIT 0')
  await cutConnections()
  while (retryLines < retriesBefore + 3) await wait(20)
  await admin('ALTER ROLE seller CONNECTION LIMIT -1')
}

async function digestOf(url: string): Promise<string> {
  const stdout = await outputOf('verify', '--digest', '--json', '--database', url)
  return (JSON.parse(stdout) as { digest: string }).digest
}

let retryLines = 0
try {
  console.log(
    `seed ${seed}: ${messages} lines, ${restarts} crashes, ${cuts} cut connections, a lock, no connections`,
  )
  const options = { messages, users: Math.ceil(messages / 2), activities: 20, seed }
  writeFileSync(file('seed.json'), JSON.stringify(generateSeed(options)))
  await writeLines(generateMessages(options), file('sale.jsonl'))
  await admin("CREATE ROLE seller LOGIN PASSWORD 'secret'", 'postgres')
  await admin('CREATE DATABASE sale OWNER seller', 'postgres')
  const undisturbedUrl = `sqlite:${file('undisturbed.db')}`
  for (const url of [undisturbedUrl, replayUrl]) await outputOf('seed', file('seed.json'), '--database', url)
  await outputOf('replay', file('sale.jsonl'), '--database', undisturbedUrl)

  const replay = start([
    'replay',
    file('sale.jsonl'),
    '--database',
    replayUrl,
    '--batch-size',
    '500',
    '--json',
  ])
  replay.stderr?.on('data', (text: Buffer) => {
    retryLines += text.toString().split('trying again').length - 1
  })
  const exited = once(replay, 'exit')
  const ended = finished(replay)
  let isRunning = true
  void exited.then(() => {
    isRunning = false
  })

  let cut = 0
  const faults: (() => Promise<unknown>)[] = [
    holdLock,
    refuseConnections,
    ...Array.from({ length: restarts }, () => () => server.restart('immediate')),
  ]
  const kinds = faults.length
  const moments = kinds + cuts
  /** How many of the faults are due by then: they are spread evenly among the cuts. */
  const due = (moment: number): number => Math.floor((kinds * moment) / moments)
  for (let moment = 1; moment <= moments && isRunning; moment += 1) {
    while (isRunning && (await nextLine()) < (messages * moment) / (moments + 2)) await wait(5)
    const fault = due(moment) > due(moment - 1) ? faults.shift() : undefined
    if (fault) await fault()
    else cut += await cutConnections()
  }
  const { code, stdout, stderr } = await ended
  if (code !== 0) throw new Error(`the replay ended with ${code}: ${stderr}`)
  console.log(stdout.trim())
  console.log(`${restarts - faults.length} crashes, ${cut} connections cut, ${retryLines} retries`)
  if (faults.length > 0 || cut < cuts)
    throw new Error('the replay was over before all faults had happened: take more messages')
  const [expected, found] = [await digestOf(undisturbedUrl), await digestOf(replayUrl)]
  if (found !== expected)
    throw new Error(`digest ${found} instead of ${expected} (seed ${seed}, folder ${folder})`)
  console.log(`digest ${found}: that of the undisturbed replay`)
  rmSync(folder, { recursive: true })
} finally {
  server.stop()
}

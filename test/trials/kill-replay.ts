import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Command } from 'commander'
import { generateMessages, generateSeed } from '../../fixtures/generate.ts'
import { createTestDatabase, startTestDatabases } from '../../services/test-database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { outputOf, start } from '../axon.ts'
import { dump } from '../dump.ts'

/**
 * Kills replays (SIGKILL) at random moments and starts them again until they are done. The database must then equal that of an
 * undisturbed run, every time.
 *
 *     npm run trial:kill -- --kills 20 --messages 300000 [--postgres] [--seed N]
 */
const { kills, messages, seed, postgres, batchSize } = new Command()
  .option('--kills <n>', 'processes to kill', Number, 20)
  .option('--messages <n>', 'lines of the file', Number, 300_000)
  .option('--batch-size <n>', 'messages per transaction', Number, 1_000)
  .option('--seed <n>', 'of the random moments', Number, Date.now() % 1_000_000)
  .option('--postgres', 'on Postgres instead of SQLite')
  .parse()
  .opts<{ kills: number; messages: number; seed: number; postgres?: boolean; batchSize: number }>()

const folder = mkdtempSync(join(tmpdir(), 'axon-trial-'))
const server = postgres ? await startTestDatabases() : undefined
let random = seed
const nextRandom = (): number => {
  random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0
  return random / 2 ** 32
}

async function seededDatabase(name: string): Promise<string> {
  if (!server) mkdirSync(join(folder, name))
  const url = server
    ? (await createTestDatabase(server.adminUrl)).url
    : `sqlite:${join(folder, name, 'axon.db')}`
  await outputOf('seed', join(folder, 'seed.json'), '--database', url)
  return url
}

const replayArgs = (url: string) => [
  'replay',
  join(folder, 'sale.jsonl'),
  '--database',
  url,
  '--batch-size',
  String(batchSize),
  '--json',
]

async function dumpOf(url: string): Promise<string> {
  const database = await openDatabase(url)
  try {
    return await dump(database, { withIds: !postgres })
  } finally {
    await database.close()
  }
}

/** Starts the replay and kills it after `delayMs`; true if it was done before. */
async function killedAfter(url: string, delayMs: number): Promise<boolean> {
  const child = start(replayArgs(url), {})
  child.stdout?.resume()
  child.stderr?.pipe(process.stderr)
  const exited = once(child, 'exit')
  const winner = await Promise.race([exited, wait(delayMs, 'late')])
  if (winner === 'late') child.kill('SIGKILL')
  const [code, signal] = await exited
  if (code !== null && code !== 0) throw new Error(`the replay ended with ${code}`)
  return signal === null
}

try {
  console.log(`seed ${seed}: ${messages} lines, ${kills} kills on ${postgres ? 'Postgres' : 'SQLite'}`)
  const options = { messages, users: Math.ceil(messages / 2), activities: 20, seed }
  writeFileSync(join(folder, 'seed.json'), JSON.stringify(generateSeed(options)))
  writeFileSync(join(folder, 'sale.jsonl'), [...generateMessages(options)].join('\n'))

  const undisturbed = await seededDatabase('undisturbed')
  const startedAt = performance.now()
  const stdout = await outputOf(...replayArgs(undisturbed))
  const runMs = performance.now() - startedAt
  console.log(`undisturbed: ${stdout.trim()}`)
  const expected = await dumpOf(undisturbed)

  let killed = 0
  for (let round = 1; killed < kills; round += 1) {
    const url = await seededDatabase(`round-${round}`)
    let killedThisRound = 0
    while (!(await killedAfter(url, nextRandom() * runMs * 0.7))) killedThisRound += 1
    killed += killedThisRound
    if ((await dumpOf(url)) !== expected)
      throw new Error(`round ${round} differs (seed ${seed}, folder ${folder})`)
    await outputOf('verify', '--database', url)
    console.log(
      `round ${round}: killed ${killedThisRound} times, equal to the undisturbed run (${killed} of ${kills})`,
    )
  }
  rmSync(folder, { recursive: true })
} finally {
  await server?.stop()
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Command, Option } from 'commander'
import { sql } from 'drizzle-orm'
import { Pool } from 'undici'
import { compareWithDatabase } from '../../bench/sale/compare-with-database.ts'
import { saleShop } from '../../bench/sale/sale-shop.ts'
import { ended, serveProcess } from '../../bench/sale/serve-process.ts'
import { type LastAnswer, shop } from '../../bench/sale/shopper.ts'
import { UserTokens } from '../../bench/sale/user-tokens.ts'
import { randomNumbers } from '../../fixtures/random.ts'
import { PostgresServer } from '../../services/postgres/postgres-server.ts'
import { seed as seedShop } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { openDatabase } from '../../src/stores/open-database.ts'

/**
 * `axon serve`, or the Postgres server under it, is killed (or `axon serve` frozen) at random moments while customers ask: what any of them was told is stored,
 * nothing is stored twice, and who asked again learned the truth. Counts the decisions whose answers a kill of the service cut off, and
 * fails if there were none.
 *
 *     npm run trial:serve -- [--kills N] [--database sqlite|postgres] [--victim serve|database|frozen-serve] [--customers N] [--seed N]
 */
interface Options {
  readonly kills: number
  readonly database: 'sqlite' | 'postgres'
  readonly victim: 'serve' | 'database' | 'frozen-serve'
  readonly customers: number
  readonly seed: number
}

const { kills, database, victim, customers, seed } = new Command('trial:serve')
  .option('--kills <n>', 'how often', Number, 30)
  .addOption(new Option('--database <kind>').choices(['sqlite', 'postgres']).default('sqlite'))
  .addOption(
    new Option('--victim <who>', 'what is killed')
      .choices(['serve', 'database', 'frozen-serve'])
      .default('serve'),
  )
  .option('--customers <n>', 'who ask at the same time', Number, 40)
  .option('--seed <n>', 'of the moments', Number, Date.now() % 1_000_000)
  .parse()
  .opts<Options>()
if (victim === 'database' && database === 'sqlite')
  throw new Error('--victim database needs --database postgres')

const SECRET = 'a secret of 32 bytes, for trials only'
const PIECES = 1_000_000
const FROZEN_MS = 20_000
const WISH = { activity: 1, think: [0, 0], patience: 60_000 } as const
const random = randomNumbers(seed)
const tokens = new UserTokens(SECRET)

process.stdout.write(`${kills} kills of ${victim} on ${database}, seed ${seed}\n`)
const folder = mkdtempSync(join(tmpdir(), 'axon-serve-trial-'))
const postgres = database === 'postgres' ? await PostgresServer.start() : null
const url = postgres?.url() ?? `sqlite:${join(folder, 'axon.db')}`
const opened = await openDatabase(url)
await seedShop(opened, parseSeed(saleShop(PIECES), 'shop').seed, { reset: false })
await opened.close()

let service = await serveProcess(url, SECRET)
const port = Number(new URL(service.url).port)
const server = new Pool(service.url, { connections: customers })
const told: LastAnswer[] = []
/** Users whose answer has not come yet. */
const asking = new Set<number>()
let users = 0
let isOver = false
let cutOff = 0

const crowd = Array.from({ length: customers }, async () => {
  while (!isOver) {
    users += 1
    const id = users
    asking.add(id)
    told.push(await shop(server, { id, token: tokens.of(id), dueAt: performance.now() }, WISH, () => {}))
    asking.delete(id)
  }
})
// A kill of the service counts when it cuts answers off: it goes on until one has.
const mostKills = victim === 'serve' ? 4 * kills : kills
let killed = 0
for (; killed < kills || (cutOff === 0 && killed < mostKills); killed += 1) {
  const before = told.length
  while (told.length < before + customers) await wait(5)
  await wait(random() * 300)
  if (victim === 'serve') await killService()
  else if (victim === 'database') await killDatabase()
  else await freezeService()
}
isOver = true
await Promise.all(crowd)
await server.destroy()
await ended(service.child)
const final = await openDatabase(url)
const { differences } = await compareWithDatabase(final, WISH.activity, told)
await final.close()
postgres?.stop()
rmSync(folder, { recursive: true, force: true })

const again = told.filter(({ requests }) => requests > 1).length
const untold = told.filter(({ outcome }) => outcome === 'unknown').length
process.stdout.write(
  `${killed} kills, ${told.length} customers, ${again} of them asked again; ${cutOff} decisions were stored and their answers cut off\n`,
)
const wrong = [
  ...differences,
  ...(victim === 'serve' && cutOff === 0 ? ['no kill fell between a commit and its answers'] : []),
  ...(untold > 0 ? [`${untold} customers never learned what became of them`] : []),
]
for (const difference of wrong) process.stdout.write(`wrong: ${difference}\n`)
if (wrong.length === 0) process.stdout.write('every answer is what the database has\n')
else process.exitCode = 1

async function killService(): Promise<void> {
  await ended(service.child, 'SIGKILL')
  await countCutOff()
  service = await serveProcess(url, SECRET, port)
}

/** For longer than any request may wait, and than a client does. */
async function freezeService(): Promise<void> {
  service.child.kill('SIGSTOP')
  await wait(FROZEN_MS) // the fault is that it lasts this long
  service.child.kill('SIGCONT')
}

async function killDatabase(): Promise<void> {
  postgres?.crash()
  await wait(random() * 1_000)
  await postgres?.resume()
}

/** Looks who is decided in the database, and has not been told. */
async function countCutOff(): Promise<void> {
  const waiting = [...asking]
  const looking = await openDatabase(url)
  for (const user of waiting) {
    const [row] = await looking.query(sql`SELECT 1 FROM campaign_activity_entries WHERE user_id = ${user}`)
    if (row && asking.has(user)) cutOff += 1
  }
  await looking.close()
}

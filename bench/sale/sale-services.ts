import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createTestDatabase, startTestDatabases } from '../../services/test-database.ts'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { packageRoot } from '../../src/package-root.ts'
import { parseDatabaseUrl } from '../../src/stores/database-url.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { RoundRobin } from './round-robin.ts'

/** Where a sale is played: a shop, and whatever serves it. */
export interface SaleServices {
  readonly url: string
  readonly database: string
  stop(): Promise<void>
}

export type SaleSetup = 'sqlite' | 'postgres'

const shopOf = (pieces: number) => ({
  products: [{ id: 1, productName: '한정판 머그컵', stock: pieces, price: 19_900 }],
  campaigns: [{ id: 1, name: '봄맞이 선착순' }],
  campaignActivities: [
    {
      id: 1,
      campaignId: 1,
      productId: 1,
      name: `머그컵 선착순 ${pieces}명`,
      activityType: 'FIRST_COME_FIRST_SERVE',
      status: 'ACTIVE',
      limitCount: pieces,
    },
  ],
  events: [{ id: 1, name: '구매', status: 'ACTIVE', triggerType: 'PURCHASE' }],
})

/** Starts a shop with so many pieces: on SQLite one `axon serve`, on Postgres two behind one address. */
export async function startSaleServices(
  setup: SaleSetup,
  pieces: number,
  secret: string,
): Promise<SaleServices> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async (): Promise<void> => {
    for (const one of stops.reverse()) await one()
  }
  try {
    const database = await newDatabase(setup, stops)
    const opened = await openDatabase(await parseDatabaseUrl(database))
    await seed(opened, parseSeed(shopOf(pieces), 'sale').seed, { reset: false })
    await opened.close()
    const ports = []
    for (let process = 0; process < (setup === 'postgres' ? 2 : 1); process += 1) {
      const { child, url } = await serve(database, secret)
      stops.push(() => ended(child))
      ports.push(Number(new URL(url).port))
    }
    if (ports.length === 1) return { url: `http://127.0.0.1:${ports[0]}`, database, stop }
    const balancer = await RoundRobin.start(ports)
    stops.push(async () => balancer.stop())
    return { url: balancer.url, database, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function newDatabase(setup: SaleSetup, stops: (() => Promise<unknown>)[]): Promise<string> {
  if (setup === 'sqlite') {
    const folder = await mkdtemp(join(tmpdir(), 'axon-sale-'))
    stops.push(() => rm(folder, { recursive: true, force: true }))
    return `sqlite:${join(folder, 'axon.db')}`
  }
  const server = await startTestDatabases()
  stops.push(() => server.stop())
  return (await createTestDatabase(server.adminUrl)).url
}

/** Of the log of a service that does not start, characters. */
const SHOWN_OF_LOG = 2_000

async function serve(database: string, secret: string): Promise<{ child: ChildProcess; url: string }> {
  const args = [
    'serve',
    '--port',
    '0',
    '--json',
    '--jwt-audience',
    'axon',
    '--limit-user',
    '0',
    '--database',
    database,
  ]
  const child = spawn(process.execPath, [join(packageRoot, 'dist', 'bin', 'axon.js'), ...args], {
    env: { ...process.env, AXON_JWT_SECRET: secret },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-SHOWN_OF_LOG)
  })
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout! }), 'line'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`axon serve ended with ${code}: ${said}`))),
  ])) as [string]
  return { child, url: (JSON.parse(line) as { url: string }).url }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, startTestDatabases } from '../../services/test-database.ts'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { parseDatabaseUrl } from '../../src/stores/database-url.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { RoundRobin } from './round-robin.ts'
import { saleShop } from './sale-shop.ts'
import { ended, serveProcess } from './serve-process.ts'

/** Where a sale is played: a shop, and whatever serves it. */
export interface SaleServices {
  readonly url: string
  readonly database: string
  stop(): Promise<void>
}

export type SaleSetup = 'sqlite' | 'postgres'

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
    await seed(opened, parseSeed(saleShop(pieces), 'sale').seed, { reset: false })
    await opened.close()
    const ports = []
    for (let process = 0; process < (setup === 'postgres' ? 2 : 1); process += 1) {
      const { child, url } = await serveProcess(database, secret)
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

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTopics } from '../../services/kafka/create-topics.ts'
import { KafkaBroker } from '../../services/kafka/kafka-broker.ts'
import { createTestDatabase, startTestDatabases } from '../../services/test-database.ts'
import { COMMAND_TOPIC, OCCURRENCE_TOPIC } from '../../src/kafka/client/topics.ts'
import { newReceiptKey } from '../../src/operations/receipts/receipt-keys.ts'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { parseDatabaseUrl } from '../../src/stores/database-url.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { RoundRobin } from './round-robin.ts'
import { saleShop } from './sale-shop.ts'
import { consumeProcess, ended, serveProcess } from './serve-process.ts'

const KAFKA_PARTITIONS = 4

/** Where a sale is played: a shop, and whatever serves it. */
export interface SaleServices {
  readonly url: string
  readonly database: string
  stop(): Promise<void>
}

export type SaleSetup = 'sqlite' | 'postgres' | 'kafka'

/**
 * Starts a shop with so many pieces: on SQLite one `axon serve`, on Postgres two behind one address; with Kafka these two publish, and
 * one `axon consume` decides.
 */
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
    const kafka = setup === 'kafka' ? await startKafka(database, stops) : []
    const ports = []
    for (let process = 0; process < (setup === 'sqlite' ? 1 : 2); process += 1) {
      const { child, url } = await serveProcess(database, secret, 0, kafka)
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

/** A broker and a consumer; what `axon serve` must be told of them. */
async function startKafka(database: string, stops: (() => Promise<unknown>)[]): Promise<readonly string[]> {
  const broker = await KafkaBroker.start()
  stops.push(() => broker.stop())
  await createTopics(broker.brokers, [COMMAND_TOPIC, OCCURRENCE_TOPIC], KAFKA_PARTITIONS)
  const consumer = consumeProcess(['--brokers', broker.brokers, '--database', database])
  stops.push(() => ended(consumer))
  // Receipts of one process are asked of the other.
  const folder = await mkdtemp(join(tmpdir(), 'axon-sale-'))
  stops.push(() => rm(folder, { recursive: true, force: true }))
  const keyFile = join(folder, 'receipts.pem')
  await writeFile(keyFile, newReceiptKey())
  return ['--to', 'kafka', '--brokers', broker.brokers, '--receipt-key-file', keyFile]
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

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTopics } from '../../services/kafka/create-topics.ts'
import { KafkaBroker } from '../../services/kafka/kafka-broker.ts'
import { PostgresServer } from '../../services/postgres/postgres-server.ts'
import { createTestDatabase } from '../../services/test-database.ts'
import { COMMAND_TOPIC, OCCURRENCE_TOPIC } from '../../src/kafka/client/topics.ts'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { packageRoot } from '../../src/package-root.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { saleShop } from '../sale/sale-shop.ts'
import { ended, serveProcess, startedProcess } from '../sale/serve-process.ts'

/** More pieces than any bench has users: every decision is an approval, which is the one with the most to write. */
const PIECES = 100_000_000

export type Setup = 'sqlite' | 'postgres' | 'kafka'

/** A server that runs. */
export interface Served {
  readonly url: string
  readonly pid: number
  /** Of a constant's server: null. */
  readonly database: string | null
  stop(): Promise<void>
}

/** Starts what is measured, each time with a database of its own; Postgres and the broker are started once, when they are needed. */
export class Contenders {
  readonly #secret: string
  readonly #stops: (() => unknown)[] = []
  #postgres: Promise<PostgresServer> | null = null
  #broker: Promise<KafkaBroker> | null = null

  constructor(secret: string) {
    this.#secret = secret
  }

  /** A program beside this one that answers a constant. */
  async constant(program: 'constant-server' | 'plain-server'): Promise<Served> {
    const file = join(packageRoot, 'bench/serve', `${program}.ts`)
    const { child, url } = await startedProcess(['--import', 'tsx', file], this.#secret)
    return { url, pid: child.pid!, database: null, stop: () => ended(child) }
  }

  /** `axon serve`; with Kafka nobody consumes what it publishes. */
  async axon(setup: Setup): Promise<Served> {
    const { url: database, drop } = await this.#database(setup)
    try {
      const opened = await openDatabase(database)
      await seed(opened, parseSeed(saleShop(PIECES), 'bench').seed, { reset: false })
      await opened.close()
      const more = setup === 'kafka' ? ['--to', 'kafka', '--brokers', await this.#brokers()] : []
      const { child, url } = await serveProcess(database, this.#secret, 0, more)
      const stop = async (): Promise<void> => {
        await ended(child)
        await drop()
      }
      return { url, pid: child.pid!, database, stop }
    } catch (error) {
      await drop()
      throw error
    }
  }

  async close(): Promise<void> {
    for (const stop of this.#stops) await stop()
  }

  async #database(setup: Setup): Promise<{ readonly url: string; drop(): Promise<void> }> {
    if (setup === 'sqlite') {
      const folder = await mkdtemp(join(tmpdir(), 'axon-bench-'))
      return {
        url: `sqlite:${join(folder, 'axon.db')}`,
        drop: () => rm(folder, { recursive: true, force: true }),
      }
    }
    this.#postgres ??= this.#started(
      PostgresServer.start({ settings: { shared_buffers: '512MB', max_wal_size: '4GB' } }),
    )
    return createTestDatabase((await this.#postgres).url())
  }

  async #brokers(): Promise<string> {
    this.#broker ??= this.#started(KafkaBroker.start())
    const { brokers } = await this.#broker
    await createTopics(brokers, [COMMAND_TOPIC, OCCURRENCE_TOPIC], 4)
    return brokers
  }

  #started<T extends { stop(): unknown }>(server: Promise<T>): Promise<T> {
    this.#stops.push(async () => (await server).stop())
    return server
  }
}

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KafkaBroker } from '../../services/kafka/kafka-broker.ts'
import { PostgresServer } from '../../services/postgres/postgres-server.ts'
import { createTestDatabase } from '../../services/test-database.ts'
import { AXON } from '../../test/axon.ts'
import type { BenchOptions } from './bench-options.ts'

export const DATABASE_KINDS = ['SQLite', 'Postgres'] as const
export type DatabaseKind = (typeof DATABASE_KINDS)[number]

export interface BenchDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** What the parts share: a folder, and services that are started when the first part asks for them. */
export class BenchSetup {
  readonly options: BenchOptions
  readonly folder = mkdtempSync(join(tmpdir(), 'axon-bench-'))
  #postgres: Promise<PostgresServer> | undefined
  #broker: Promise<KafkaBroker> | undefined
  #databases = 0

  constructor(options: BenchOptions) {
    this.options = options
  }

  /** A server as it comes (every commit is synced to the disk), but for memory that suits the machine. */
  postgres(): Promise<PostgresServer> {
    this.#postgres ??= PostgresServer.start({ settings: { shared_buffers: '512MB', max_wal_size: '4GB' } })
    return this.#postgres
  }

  broker(): Promise<KafkaBroker> {
    this.#broker ??= KafkaBroker.start()
    return this.#broker
  }

  /** A new database. */
  async database(kind: DatabaseKind): Promise<BenchDatabase> {
    if (kind === 'Postgres') return createTestDatabase((await this.postgres()).url())
    this.#databases += 1
    const path = join(this.folder, `bench-${this.#databases}.db`)
    return {
      url: `sqlite:${path}`,
      drop: async () => {
        for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
      },
    }
  }

  /** A new database with what is sold. */
  async seeded(kind: DatabaseKind, seedFile: string): Promise<BenchDatabase> {
    const database = await this.database(kind)
    execFileSync(process.execPath, [AXON, 'seed', seedFile, '--database', database.url])
    return database
  }

  replayOf(messagesFile: string, url: string): readonly string[] {
    const { batchSize } = this.options
    return [
      AXON,
      'replay',
      messagesFile,
      '--database',
      url,
      '--batch-size',
      String(batchSize),
      '--no-dashboard',
    ]
  }

  async close(): Promise<void> {
    await (await this.#broker?.catch(() => undefined))?.stop()
    ;(await this.#postgres?.catch(() => undefined))?.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

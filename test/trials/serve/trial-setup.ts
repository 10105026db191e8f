import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ended, serveProcess } from '../../../bench/sale/serve-process.ts'
import { createTopics } from '../../../services/kafka/create-topics.ts'
import { KafkaBroker } from '../../../services/kafka/kafka-broker.ts'
import { PostgresServer } from '../../../services/postgres/postgres-server.ts'
import { quietPort } from '../../../services/quiet-port.ts'
import { COMMAND_TOPIC, OCCURRENCE_TOPIC } from '../../../src/kafka/client/topics.ts'
import { newReceiptKey } from '../../../src/operations/receipts/receipt-keys.ts'
import { seed } from '../../../src/operations/seed/seed.ts'
import { parseSeed } from '../../../src/operations/seed/seed-file.ts'
import { openDatabase } from '../../../src/stores/open-database.ts'
import { HeldReplies } from '../../faults/held-replies.ts'
import { ConsumerFleet } from '../consumer-fleet.ts'
import type { TrialOptions } from './trial-options.ts'
import { TRIAL_SHOP } from './trial-shop.ts'

const SECRET = 'a secret of 32 bytes, for trials only'
const PARTITIONS = 4
/** A broker that writes to disk before it acknowledges is long between the two: that is where kills are to fall. */
const WRITTEN_TO_DISK = { 'flush.messages': '1' }
/** As short as brokers allow: a consumer that was killed is replaced after it. */
const SESSION_TIMEOUT_SECONDS = 6

/** A shop, and all that serves it; each part can be killed. */
export class TrialSetup {
  readonly secret = SECRET
  readonly database: string
  readonly postgres: PostgresServer | null
  readonly broker: KafkaBroker | null
  /** On the way to the broker. */
  readonly replies: HeldReplies | null
  readonly #folder: string
  readonly #serveArgs: readonly string[]
  #consumers: ConsumerFleet | null = null
  #service!: { readonly child: ChildProcess; readonly url: string }

  static async start({ to, database }: TrialOptions): Promise<TrialSetup> {
    const postgres = database === 'postgres' ? await PostgresServer.start() : null
    const port = await quietPort()
    const replies = to === 'kafka' ? await HeldReplies.before(() => port) : null
    const broker = replies ? await KafkaBroker.start({ port, advertisedPort: replies.port }) : null
    const setup = new TrialSetup(postgres, broker, replies)
    try {
      const opened = await openDatabase(setup.database)
      await seed(opened, parseSeed(TRIAL_SHOP, 'shop').seed, { reset: false })
      await opened.close()
      if (broker) await setup.#startConsumer(broker.brokers)
      await setup.startService()
      return setup
    } catch (error) {
      await setup.stop()
      throw error
    }
  }

  private constructor(
    postgres: PostgresServer | null,
    broker: KafkaBroker | null,
    replies: HeldReplies | null,
  ) {
    this.replies = replies
    this.#folder = mkdtempSync(join(tmpdir(), 'axon-serve-trial-'))
    this.postgres = postgres
    this.broker = broker
    this.database = postgres?.url() ?? `sqlite:${join(this.#folder, 'axon.db')}`
    const keyFile = join(this.#folder, 'receipts.pem')
    writeFileSync(keyFile, newReceiptKey())
    const to = broker ? ['--to', 'kafka', '--brokers', broker.brokers] : []
    this.#serveArgs = ['--receipt-key-file', keyFile, ...to]
  }

  get consumers(): ConsumerFleet | null {
    return this.#consumers
  }

  get url(): string {
    return this.#service.url
  }

  get service(): ChildProcess {
    return this.#service.child
  }

  /** At the address of the one before. */
  async startService(): Promise<void> {
    const port = this.#service ? Number(new URL(this.#service.url).port) : 0
    this.#service = await serveProcess(this.database, SECRET, port, this.#serveArgs)
  }

  async stop(): Promise<void> {
    if (this.#service) await ended(this.#service.child)
    await this.#consumers?.stop()
    await this.broker?.stop()
    this.replies?.close()
    this.postgres?.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #startConsumer(brokers: string): Promise<void> {
    await createTopics(brokers, [COMMAND_TOPIC, OCCURRENCE_TOPIC], PARTITIONS, WRITTEN_TO_DISK)
    this.#consumers = new ConsumerFleet(1, [
      ...['consume', '--brokers', brokers, '--database', this.database, '--from-beginning'],
      ...['--session-timeout', String(SESSION_TIMEOUT_SECONDS), '--log-format', 'json'],
    ])
  }
}

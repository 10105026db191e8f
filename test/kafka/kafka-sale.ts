import { randomBytes } from 'node:crypto'
import kafkajs, { type Message } from 'kafkajs'
import { createTopics } from '../../services/kafka/create-topics.ts'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import type { EmptyDatabase } from '../databases.ts'

export interface SaleOptions {
  readonly brokers: string
  readonly partitions: number
  readonly database: EmptyDatabase
  /** The content of a seed file. */
  readonly shop: unknown
}

/** A message as a test gives it: an object is sent as JSON. */
export interface Sent extends Omit<Message, 'value'> {
  readonly value: object | string | Buffer | null
}

export interface OpenTransaction {
  send(messages: readonly Sent[]): Promise<void>
  end(how: 'commit' | 'abort'): Promise<void>
}

/** Topics, a group and a database of one test's own. */
export class KafkaSale {
  readonly brokers: string
  readonly commands: string
  readonly occurrences: string
  readonly group: string
  readonly #database: EmptyDatabase
  readonly #kafka: kafkajs.Kafka

  static async create({ brokers, partitions, database, shop }: SaleOptions): Promise<KafkaSale> {
    const sale = new KafkaSale(brokers, database)
    await createTopics(brokers, [sale.commands, sale.occurrences], partitions)
    const opened = await openDatabase(database.url)
    await seed(opened, parseSeed(shop, 'shop').seed, { reset: false })
    await opened.close()
    return sale
  }

  private constructor(brokers: string, database: EmptyDatabase) {
    const name = randomBytes(5).toString('hex')
    this.brokers = brokers
    this.commands = `${name}.commands`
    this.occurrences = `${name}.occurrences`
    this.group = `${name}.group`
    this.#database = database
    this.#kafka = new kafkajs.Kafka({
      brokers: [brokers],
      clientId: 'axon-test',
      logLevel: kafkajs.logLevel.NOTHING,
    })
  }

  get database(): string {
    return this.#database.url
  }

  /** The arguments of an `axon consume` of this sale. */
  consume(...more: string[]): string[] {
    const topics = `commands=${this.commands},occurrences=${this.occurrences}`
    const where = ['--brokers', this.brokers, '--database', this.database]
    return ['consume', ...where, '--topics', topics, '--group', this.group, ...more]
  }

  async send(topic: string, messages: readonly Sent[]): Promise<void> {
    const producer = this.#kafka.producer({
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      idempotent: true,
      maxInFlightRequests: 1,
    })
    await producer.connect()
    const records = messages.map((message) => ({ ...message, value: bytesOf(message.value) }))
    await producer.send({ topic, messages: records, acks: -1 })
    await producer.disconnect()
  }

  /** In one Kafka transaction that is committed or aborted: either leaves a marker in the partitions. */
  async sendInTransaction(
    topic: string,
    messages: readonly Sent[],
    end: 'commit' | 'abort' = 'commit',
  ): Promise<void> {
    const transaction = await this.begin(topic)
    await transaction.send(messages)
    await transaction.end(end)
  }

  /** A Kafka transaction of one of several producers. */
  async begin(topic: string, producerName = 'producer'): Promise<OpenTransaction> {
    const producer = this.#kafka.producer({
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      transactionalId: `${this.group}.${producerName}`,
      idempotent: true,
      maxInFlightRequests: 1,
    })
    await producer.connect()
    const transaction = await producer.transaction()
    return {
      send: async (messages) => {
        const records = messages.map((message) => ({ ...message, value: bytesOf(message.value) }))
        await transaction.send({ topic, messages: records, acks: -1 })
      },
      end: async (end) => {
        await (end === 'commit' ? transaction.commit() : transaction.abort())
        await producer.disconnect()
      },
    }
  }

  async asAdmin<T>(work: (admin: kafkajs.Admin) => Promise<T>): Promise<T> {
    const admin = this.#kafka.admin()
    await admin.connect()
    try {
      return await work(admin)
    } finally {
      await admin.disconnect()
    }
  }

  async drop(): Promise<void> {
    await this.#database.drop()
  }
}

function bytesOf(value: Sent['value']): Buffer | null {
  if (value === null || Buffer.isBuffer(value)) return value
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
}

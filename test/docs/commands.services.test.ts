import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { createTopics } from '../../services/kafka/create-topics.ts'
import { KafkaBroker } from '../../services/kafka/kafka-broker.ts'
import { createTestDatabase } from '../../services/test-database.ts'
import { COMMAND_TOPIC, OCCURRENCE_TOPIC } from '../../src/kafka/client/topics.ts'
import type { EmptyDatabase } from '../databases.ts'
import { Markdown } from './markdown.ts'
import { TypedPage } from './typed-page.ts'

/** What the pages tell to type with a broker and Postgres: on a broker of their own, since they use the usual topics. */
let broker: KafkaBroker
let database: EmptyDatabase
let typed: TypedPage

beforeAll(async () => {
  broker = await KafkaBroker.start()
  await createTopics(broker.brokers, [COMMAND_TOPIC, OCCURRENCE_TOPIC], 2)
})
afterAll(() => broker?.stop())

async function withPage(work: () => void): Promise<void> {
  database = await createTestDatabase(inject('postgresAdminUrl'))
  typed = new TypedPage({ DATABASE_URL: database.url, KAFKA_BROKERS: broker.brokers })
  try {
    work()
  } finally {
    typed.drop()
    await database.drop()
  }
}

/** The commands of a page as they can be typed here: its hosts are ours, and what runs until a signal ends when all is read. */
function commandsOf(page: string): string[] {
  return Markdown.of(page)
    .codeBlocks.filter(({ info }) => info === 'sh')
    .flatMap(({ code }) => code.replaceAll('\\\n', ' ').trim().split('\n'))
    .map((line) => line.replace(/ #.*$/, ''))
    .map((line) =>
      line
        .replace(/--brokers \S+/, '')
        .replace(/--database \S+/, '')
        .replace(/(?<=--metrics-port )\d+/, '0'),
    )
    .map((line) =>
      /^axon consume/.test(line) && !line.includes('--exit-when-idle') ? `${line} --exit-when-idle 1` : line,
    )
}

it('the README can be typed, with Postgres and with Kafka', async () => {
  const blocks = Markdown.of('README.md').codeBlocks.filter(
    ({ info, code }) => info === 'console' && code.includes('services:up'),
  )
  expect(blocks).toHaveLength(2)
  for (const { code } of blocks) {
    await withPage(() => {
      const commands = code.split('\n').filter((line) => line.startsWith('$ '))
      const [services, ...others] = commands.map((line) => line.slice(2).replace(/\s+#.*$/, ''))
      expect(services).toMatch(/^eval "\$\(npm run --silent services:up( -- --only postgres)?\)"$/)
      for (const command of others) typed.type(command)
      expect(JSON.parse(typed.type('axon status --json'))).toMatchObject({
        entries: { approved: 100, rejected: 200 },
      })
    })
  }
})

it('the page on Kafka can be typed', async () => {
  await withPage(() => {
    const lines = readFileSync(join(typed.folder, 'fixtures/flash-sale.jsonl'))
    writeFileSync(join(typed.folder, 'clicks.jsonl.gz'), gzipSync(lines))
    const commands = commandsOf('docs/kafka.md')
    expect(commands.length).toBeGreaterThan(2)
    for (const command of commands) typed.type(command)
  })
})

it('the page on production can be typed', async () => {
  await withPage(() => {
    typed.type('cp seeds/default.json shop.json; cp fixtures/flash-sale.jsonl sale.jsonl')
    typed.type('axon seed shop.json; axon replay fixtures/mixed.jsonl')
    const commands = commandsOf('docs/production.md').filter((line) => !line.includes('--sasl-'))
    expect(commands.length).toBeGreaterThan(12)
    for (const command of commands) typed.type(command)
    typed.type('axon verify')
  })
})

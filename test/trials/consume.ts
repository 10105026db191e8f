import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Command } from 'commander'
import { generateMessages, generateSeed } from '../../fixtures/generate.ts'
import { randomNumbers } from '../../fixtures/random.ts'
import { shuffled } from '../../fixtures/shuffled.ts'
import { writeLines } from '../../fixtures/write-lines.ts'
import { KafkaBroker } from '../../services/kafka/kafka-broker.ts'
import { PostgresServer } from '../../services/postgres/postgres-server.ts'
import { createTestDatabase } from '../../services/test-database.ts'
import { COMMAND_TOPIC, OCCURRENCE_TOPIC } from '../../src/kafka/client/topics.ts'
import { axon, finished, start } from '../axon.ts'
import { ConsumerFleet } from './consumer-fleet.ts'
import { decisionsOf } from './decisions.ts'

/**
 * A sale through Kafka while consumers are killed, one is frozen for longer than its session, and broker and Postgres crash. In the
 * end the decisions must be those of a replay of the same file: nothing lost, nothing doubled, nothing out of order.
 *
 *     npm run trial:consume -- [--messages N] [--kills N] [--seed N]
 */
const { messages, kills, brokerCrashes, databaseCrashes, seed } = new Command('trial:consume')
  .option('--messages <n>', 'messages of the sale', Number, 200_000)
  .option('--kills <n>', 'consumers to kill', Number, 30)
  .option('--broker-crashes <n>', 'crashes of the broker', Number, 2)
  .option('--database-crashes <n>', 'crashes of Postgres', Number, 2)
  .option('--seed <n>', 'of the messages and the faults', Number, Date.now() % 1_000_000)
  .parse()
  .opts<{
    messages: number
    kills: number
    brokerCrashes: number
    databaseCrashes: number
    seed: number
  }>()

const PARTITIONS = 6
const CONSUMERS = 3
const SESSION_TIMEOUT_SECONDS = 6
const MEAN_SECONDS_BETWEEN_FAULTS = 6
/** Most kills come in pairs close together: while a rebalance is under way. */
const SHARE_OF_QUICK_FAULTS = 0.3
const SETTLE_WITHIN_MS = 180_000

const random = randomNumbers(seed)
const folder = mkdtempSync(join(tmpdir(), 'axon-trial-consume-'))
const file = (name: string): string => join(folder, name)
const say = (text: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`)

async function expectSuccess(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await axon(args)
  if (code !== 0) throw new Error(`axon ${args[0]} ended with ${code}: ${stdout}${stderr}`)
  return stdout
}

/** A shop where no two activities sell the same product: the order between partitions makes no difference then. */
function shopOf(options: Parameters<typeof generateSeed>[0]): object {
  const shop = generateSeed(options) as {
    products: { id: number }[]
    campaignActivities: { id: number; productId: number }[]
  }
  const products = shop.campaignActivities.map(({ id, productId }) => ({
    ...shop.products.find((product) => product.id === productId)!,
    id,
  }))
  const campaignActivities = shop.campaignActivities.map((activity) => ({
    ...activity,
    productId: activity.id,
  }))
  return { ...shop, products, campaignActivities }
}

/** The same message id only for the same user, and so on the same partition: which of two is the duplicate is certain then. */
function* linesOf(options: Parameters<typeof generateMessages>[0]): Generator<string> {
  for (const line of generateMessages(options)) {
    const messageId = /"messageId":"message-(\d+)"/.exec(line)?.[1]
    if (messageId === undefined) yield line
    else {
      const message = JSON.parse(line) as { userId: number }
      yield JSON.stringify({ ...message, messageId: `${message.userId}-${Number(messageId) % 2}` })
    }
  }
}

say(
  `seed ${seed}: ${messages} messages, ${kills} kills, a freeze, ${brokerCrashes} broker and ${databaseCrashes} database crashes`,
)
const server = await PostgresServer.start({ settings: { fsync: 'off' } })
const broker = await KafkaBroker.start()
const options = { messages, users: Math.ceil(messages / 2), activities: 30, seed, invalid: 0.005 }
writeFileSync(file('shop.json'), JSON.stringify(shopOf(options)))
await writeLines(linesOf(options), file('sale.jsonl'))
const expected = (await createTestDatabase(server.url())).url
const actual = (await createTestDatabase(server.url())).url
for (const url of [expected, actual]) await expectSuccess('seed', file('shop.json'), '--database', url)
await expectSuccess('replay', file('sale.jsonl'), '--database', expected)
for (const topic of [COMMAND_TOPIC, OCCURRENCE_TOPIC]) await broker.createTopic(topic, PARTITIONS)

const fleet = new ConsumerFleet(CONSUMERS, [
  'consume',
  ...['--brokers', broker.brokers, '--database', actual, '--from-beginning', '--log-format', 'json'],
  ...['--session-timeout', String(SESSION_TIMEOUT_SECONDS), '--batch-size', '500'],
])
try {
  const faults = shuffled<readonly [name: string, strike: () => Promise<void>]>(random, [
    ...Array.from({ length: kills }, () => ['kill', () => fleet.killOne(random)] as const),
    ...Array.from({ length: brokerCrashes }, () => ['broker crash', () => broker.restart()] as const),
    ...Array.from(
      { length: databaseCrashes },
      () => ['database crash', () => server.restart('immediate')] as const,
    ),
    ['freeze', () => fleet.freezeOne(random, 2_500 * SESSION_TIMEOUT_SECONDS)],
  ])
  // The sale lasts for as long as the faults do.
  const rate = Math.max(200, Math.round(messages / (faults.length * (MEAN_SECONDS_BETWEEN_FAULTS + 1))))
  const producing = finished(
    start([
      ...['produce', '--raw', file('sale.jsonl'), '--brokers', broker.brokers],
      ...['--rate', `${rate}/s`, '--retries', '1000', '--json'],
    ]),
  )
  for (const [name, strike] of faults) {
    const isQuick = random() < SHARE_OF_QUICK_FAULTS
    await wait((isQuick ? 0.5 : 2 * MEAN_SECONDS_BETWEEN_FAULTS) * random() * 1_000)
    say(`${name} (${fleet.counts()})`)
    await strike()
  }
  const produced = await producing
  if (produced.code !== 0) throw new Error(`axon produce ended with ${produced.code}: ${produced.stderr}`)
  say(`all is produced: ${produced.stdout.trim()}`)

  const sought = await decisionsOf(expected)
  const deadline = performance.now() + SETTLE_WITHIN_MS
  let found = await decisionsOf(actual)
  while (found.processed < messages && performance.now() < deadline) {
    await wait(500)
    found = await decisionsOf(actual)
  }
  const codes = await fleet.stop()
  found = await decisionsOf(actual)
  say(`consumers ended with ${codes.join(', ')}; ${fleet.counts()}`)
  console.log(JSON.stringify({ sought, found }, null, 2))
  await expectSuccess('verify', '--database', actual)
  if (codes.some((code) => code !== 143)) throw new Error('a consumer did not end as it should')
  if (fleet.kills !== kills) throw new Error(`${fleet.kills} kills instead of ${kills}`)
  for (const name of Object.keys(sought) as (keyof typeof sought)[]) {
    if (JSON.stringify(sought[name]) !== JSON.stringify(found[name]))
      throw new Error(`${name} differs (seed ${seed})`)
  }
  say(`the decisions are those of the replay (seed ${seed})`)
  rmSync(folder, { recursive: true })
} finally {
  await fleet.stop()
  await broker.stop()
  server.stop()
}

import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Command } from 'commander'
import { randomNumbers } from '../../fixtures/random.ts'
import { shuffled } from '../../fixtures/shuffled.ts'
import { createTopics } from '../../services/kafka/create-topics.ts'
import { KafkaBroker } from '../../services/kafka/kafka-broker.ts'
import { OpenSearchNode } from '../../services/opensearch/open-search-node.ts'
import { waitUntil } from '../../services/wait-until.ts'
import { KafkaWriter } from '../../src/behavior-log/kafka/kafka-writer.ts'
import type { SinkDocument } from '../../src/behavior-log/sink-document.ts'
import { createKafka } from '../../src/kafka/client/connect-kafka.ts'
import { axon, outputOf, start } from '../axon.ts'
import { behaviorsAroundMidnight } from '../behavior-log/behaviors-around-midnight.ts'
import { IndexContent } from '../behavior-log/index-content.ts'
import { BusyProxy } from './logs/busy-proxy.ts'

/**
 * Behaviours go through Kafka to OpenSearch while `axon forward` is killed, OpenSearch is killed and busy for a while, and the broker is killed. 5 % of
 * them come again, across midnight and with clocks that are off. In the end the index must hold exactly the distinct ones.
 *
 *     npm run trial:logs -- [--behaviors N] [--kills N] [--index-crashes N] [--broker-crashes N] [--seed N]
 */
const options = new Command('trial:logs')
  .option('--behaviors <n>', 'distinct behaviours', Number, 200_000)
  .option('--kills <n>', 'kills of axon forward', Number, 20)
  .option('--index-crashes <n>', 'crashes of OpenSearch', Number, 5)
  .option('--broker-crashes <n>', 'crashes of the broker', Number, 1)
  .option('--seed <n>', 'of the behaviours and the faults', Number, Date.now() % 1_000_000)
  .parse()
  .opts<{ behaviors: number; kills: number; indexCrashes: number; brokerCrashes: number; seed: number }>()

const NAME = 'trial-behavior'
const TOPIC = 'trial.behaviors'
const PARTITIONS = 6
const AT_ONCE = 2_000
const PATIENCE_MS = 180_000
/** About what it takes to ship the share of a round: what the partitions have is written as it comes. */
const ANSWERS_OF_A_SHARE = Math.ceil(options.behaviors / options.kills / 500)
const LONGEST_WRITE_MS = 300
/** A process that has shipped everything. */
const IDLE_MS = 2_000

const random = randomNumbers(options.seed)
const say = (text: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`)
say(`seed ${options.seed}`)

const [broker, node] = await Promise.all([KafkaBroker.start(), OpenSearchNode.start()])

/** `axon forward` of the topic to an index there. */
const forwardTo = (url: string): string[] => [
  ...['forward', '--brokers', broker.brokers, '--from', `kafka:${TOPIC}`],
  ...['--to', `elasticsearch+${url}/${NAME}`, '--session-timeout', '6', '--json'],
]

/** Every round has its share, and its faults. */
async function publish(writer: KafkaWriter, documents: readonly SinkDocument[]): Promise<void> {
  for (let at = 0; at < documents.length; at += AT_ONCE) {
    let left = documents.slice(at, at + AT_ONCE)
    while (left.length > 0) left = [...(await writer.write(left)).left]
  }
}

/** One after the other, spread over the rounds. */
const isTurn = (round: number, times: number): boolean =>
  Math.floor(((round + 1) * times) / options.kills) > Math.floor((round * times) / options.kills)

/** What happens in a round, drawn before it begins: the seed says it, whatever takes how long. */
interface Plan {
  /** The process is killed after so many answers of the index, and that long after the last of them. */
  readonly answers: number
  readonly pauseMs: number
  readonly isIndexKilled: boolean
  readonly isBrokerKilled: boolean
  /** What the index says for a while; null: nothing of its own. */
  readonly busy: 429 | 503 | null
}

const planOf = (round: number): Plan => ({
  answers: 1 + Math.floor(random() * ANSWERS_OF_A_SHARE),
  pauseMs: random() * LONGEST_WRITE_MS,
  isIndexKilled: isTurn(round, options.indexCrashes),
  isBrokerKilled: isTurn(round, options.brokerCrashes),
  busy: random() < 0.5 ? 429 : 503,
  ...(round % 4 !== 1 && { busy: null }),
})

async function disturb({ isIndexKilled, isBrokerKilled, busy }: Plan, shipping: Shipping): Promise<void> {
  if (isIndexKilled) {
    say('OpenSearch is killed')
    await node.restart()
  }
  if (isBrokerKilled) {
    say('the broker is killed')
    await broker.restart()
  }
  if (busy !== null) {
    const { proxy } = shipping
    proxy.status = busy
    await waitUntil(() => proxy.refused > 3 || shipping.isOver, PATIENCE_MS)
    say(`OpenSearch has answered ${busy} for a while`)
    proxy.status = null
  }
}

/** An `axon forward`, and its own way to the index: what the one before it has still asked for is not counted. */
interface Shipping {
  readonly child: ChildProcess
  readonly proxy: BusyProxy
  readonly isOver: boolean
}

async function ship(): Promise<Shipping> {
  const proxy = await BusyProxy.start(node.url)
  const child = start(forwardTo(proxy.url))
  child.stdout?.resume()
  child.stderr?.resume()
  return {
    child,
    proxy,
    get isOver() {
      return child.exitCode !== null || child.signalCode !== null
    },
  }
}

/** Starts a forward, and kills it at a random point of its work, also while what it works with is away. */
async function killOne(plan: Plan): Promise<void> {
  const shipping = await ship()
  const { child, proxy } = shipping
  const ended = once(child, 'exit')
  const disturbed = disturb(plan, shipping)
  const isDue = () => proxy.passed >= plan.answers || (proxy.passed > 0 && proxy.idleMs > IDLE_MS)
  if (!(await waitUntil(() => isDue() || shipping.isOver, PATIENCE_MS)))
    throw new Error('axon forward ships nothing')
  await wait(plan.pauseMs) // the moment is random
  const { passed } = proxy
  child.kill('SIGKILL')
  const [code] = await ended
  if (code !== null) throw new Error(`axon forward ended by itself with ${code}`)
  await disturbed
  proxy.stop()
  say(`forward is killed after ${passed} answers of the index`)
}

let wrong = 0
try {
  await createTopics(broker.brokers, [TOPIC, `${TOPIC}.refused`], PARTITIONS)
  await outputOf('logs', 'setup', '--to', `elasticsearch+${node.url}/${NAME}`)
  const { distinct, repeats } = behaviorsAroundMidnight(options.behaviors, random)
  const offered = shuffled(random, [...distinct, ...repeats])
  const kafka = createKafka({ brokers: [broker.brokers], clientId: 'trial', ssl: false })
  const writer = await KafkaWriter.open(kafka, TOPIC)
  const share = Math.ceil(offered.length / options.kills)
  for (let round = 0; round < options.kills; round += 1) {
    const published = publish(writer, offered.slice(round * share, (round + 1) * share))
    await killOne(planOf(round))
    await published
  }
  await writer.close()
  const { code, stdout, stderr } = await axon([...forwardTo(node.url), '--exit-when-idle', '5'])
  if (code !== 0) throw new Error(`axon forward ended with ${code}: ${stderr}`)
  const { shipped, refused } = JSON.parse(stdout) as { shipped: number; refused: number }
  say(`the last forward has shipped ${shipped}, refused ${refused}`)
  const indices = await new IndexContent(node.url).ids(NAME)
  const ids = [...indices.values()].flat()
  const there = new Set(ids)
  const lost = distinct.filter(({ id }) => !there.has(id)).length
  const twice = ids.length - there.size
  const strange = there.size - (distinct.length - lost)
  wrong = lost + twice + strange + refused
  say(
    `${offered.length} published, ${distinct.length} distinct; in ${indices.size} indices ${ids.length} documents`,
  )
  say(`lost ${lost}, twice ${twice}, unknown ${strange}, refused ${refused}`)
} finally {
  await Promise.all([broker.stop(), node.stop()])
}
if (wrong > 0) process.exitCode = 1
else say('the index holds exactly the distinct ones')

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

const random = randomNumbers(options.seed)
const say = (text: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`)
say(`seed ${options.seed}`)

const [broker, node] = await Promise.all([KafkaBroker.start(), OpenSearchNode.start()])
const proxy = await BusyProxy.start(node.url)
const place = `elasticsearch+${proxy.url}/${NAME}`
const from = ['forward', '--brokers', broker.brokers, '--from', `kafka:${TOPIC}`, '--to', place]
const forward = [...from, '--session-timeout', '6', '--json']

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

async function disturb(round: number): Promise<void> {
  if (isTurn(round, options.indexCrashes)) {
    say('OpenSearch is killed')
    await node.restart()
  }
  if (isTurn(round, options.brokerCrashes)) {
    say('the broker is killed')
    await broker.restart()
  }
  if (round % 4 === 1) {
    proxy.status = random() < 0.5 ? 429 : 503
    const { refused } = proxy
    await waitUntil(() => proxy.refused > refused + 3, 20_000)
    say(`OpenSearch has answered ${proxy.status} for a while`)
    proxy.status = null
  }
}

/** Starts a forward, and kills it at a random moment after it has shipped something. */
async function killOne(round: number): Promise<void> {
  const child = start(forward)
  child.stdout?.resume()
  child.stderr?.resume()
  const ended = once(child, 'exit')
  const disturbed = disturb(round)
  const { passed } = proxy
  if (!(await waitUntil(() => proxy.passed > passed || child.exitCode !== null, PATIENCE_MS)))
    throw new Error('axon forward ships nothing')
  await wait(random() * 300) // the moment is random
  await disturbed
  child.kill('SIGKILL')
  const [code] = await ended
  if (code !== null) throw new Error(`axon forward ended by itself with ${code}`)
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
    await killOne(round)
    await published
    say(`forward is killed for the ${round + 1}. time`)
  }
  await writer.close()
  const { code, stdout, stderr } = await axon([...forward, '--exit-when-idle', '5'])
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
  proxy.stop()
  await Promise.all([broker.stop(), node.stop()])
}
if (wrong > 0) process.exitCode = 1
else say('the index holds exactly the distinct ones')

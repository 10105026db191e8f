import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import Table from 'cli-table3'
import { createTopics } from '../../services/kafka/create-topics.ts'
import { KafkaBroker } from '../../services/kafka/kafka-broker.ts'
import { OpenSearchNode } from '../../services/opensearch/open-search-node.ts'
import { behaviorDocument } from '../../src/behavior-log/document/behavior-document.ts'
import { urlFields } from '../../src/behavior-log/document/url-fields.ts'
import { KafkaWriter } from '../../src/behavior-log/kafka/kafka-writer.ts'
import type { SinkDocument } from '../../src/behavior-log/sink-document.ts'
import { formatCount } from '../../src/domain/format-count.ts'
import { createKafka } from '../../src/kafka/client/connect-kafka.ts'
import { packageRoot } from '../../src/package-root.ts'
import { AXON } from '../../test/axon.ts'
import { type MeasuredRun, measuredRun, median } from '../measured-run.ts'

const PLAIN = join(packageRoot, 'bench/logs/plain-forward.mjs')
const PARTITIONS = 6
const TOGETHER = 2_000

/** A topic of behaviours into OpenSearch: `axon forward`, and a plain program that reads it and posts the same bytes, in turns. */
export async function shipBench({ documents, rounds }: { documents: number; rounds: number }): Promise<void> {
  const [broker, node] = await Promise.all([KafkaBroker.start(), OpenSearchNode.start()])
  try {
    const topic = 'axon.behavior.log'
    await createTopics(broker.brokers, [topic, `${topic}.refused`], PARTITIONS)
    await fill(broker.brokers, topic, documents)
    const at = ['--brokers', broker.brokers, '--from', `kafka:${topic}`]
    const contenders = [
      {
        name: 'a plain program',
        args: (index: string) => [PLAIN, broker.brokers, topic, node.url, `${index}-plain`],
      },
      {
        name: 'axon forward',
        args: (index: string) => {
          const to = ['--to', `elasticsearch+${node.url}/${index}`, '--group', index]
          return [AXON, 'forward', ...at, ...to, '--exit-when-idle', '0', '--log-format', 'json']
        },
      },
    ]
    const runs = new Map<string, MeasuredRun[]>(contenders.map(({ name }) => [name, []]))
    for (let round = 1; round <= rounds; round += 1) {
      for (const { name, args } of contenders) {
        const index = `bench-${randomUUID()}`
        const run = await measuredRun(args(index))
        const found = await countOf(node.url, index)
        if (found !== documents)
          throw new Error(`${name}: ${found} of ${documents} documents are in the index`)
        await fetch(`${node.url}/${index}*`, { method: 'DELETE' })
        runs.get(name)!.push(run)
        process.stderr.write(`round ${round} of ${rounds}: ${name} ${run.seconds.toFixed(1)} s\n`)
      }
    }
    print(runs, documents)
  } finally {
    await Promise.all([broker.stop(), node.stop()])
  }
}

function print(runs: ReadonlyMap<string, readonly MeasuredRun[]>, documents: number): void {
  const [plain] = runs.values()
  const table = new Table({
    head: ['program', 'documents/s', 'of the plain', 'peak MiB'],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  })
  for (const [name, all] of runs) {
    const ratio = median(all.map(({ seconds }, round) => plain![round]!.seconds / seconds))
    const rate = Math.round(documents / median(all.map(({ seconds }) => seconds)))
    const peak = Math.max(...all.map(({ peakMib }) => peakMib))
    table.push([name, formatCount(rate), ratio.toFixed(2), peak.toFixed(0)])
  }
  console.log(table.toString())
}

async function fill(brokers: string, topic: string, count: number): Promise<void> {
  const writer = await KafkaWriter.open(
    createKafka({ brokers: [brokers], clientId: 'axon-bench', ssl: false }),
    topic,
  )
  for (let from = 0; from < count; from += TOGETHER) {
    let left: readonly SinkDocument[] = Array.from({ length: Math.min(TOGETHER, count - from) }, (_, index) =>
      aBehavior(from + index),
    )
    while (left.length > 0) left = (await writer.write(left)).left
  }
  await writer.close()
}

/** As a page of a shop tells of a click. */
function aBehavior(number: number): SinkDocument {
  const now = Date.now()
  const url = `https://shop.example/products/${number % 500}/review?sort=new&page=${number % 7}`
  return behaviorDocument(
    {
      ...{
        id: `b:1:${randomUUID()}`,
        site: 'shop',
        userId: null,
        anonymousId: randomUUID(),
        sessionId: randomUUID(),
      },
      event: { id: 1 + (number % 20), name: '구매 버튼', revision: 3, triggerType: 'CLICK' },
      ...{ occurredAt: now, sentOccurredAt: null, receivedAt: now },
      page: { url, title: '한정판 머그컵 리뷰', referrer: 'https://shop.example/', viewId: randomUUID() },
      element: {
        tag: 'button',
        id: 'buy',
        text: '지금 구매',
        href: undefined,
        attributes: undefined,
        selectors: ['.buy'],
      },
      ...{ scroll: undefined, name: undefined, properties: undefined, hasMarkedNumbers: false },
      ...{ network: '203.0.113.0/24', userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' },
    },
    urlFields(url)!,
  )
}

async function countOf(url: string, index: string): Promise<number> {
  await fetch(`${url}/${index}*/_refresh`, { method: 'POST' })
  const { count } = (await (await fetch(`${url}/${index}*/_count`)).json()) as { count: number }
  return count
}

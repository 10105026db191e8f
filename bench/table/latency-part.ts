import { formatCount } from '../../src/domain/format-count.ts'
import { AXON } from '../../test/axon.ts'
import { generatedSale } from '../generated-sale.ts'
import type { BenchSetup, DatabaseKind } from './bench-setup.ts'
import { runUntilProcessed } from './consume-run.ts'
import type { Part } from './part.ts'
import { measureLatency } from './produce-to-commit.ts'
import { brokerEnv, emptyTopic, producedTopic } from './produced-topic.ts'
import { type Row, rowOf } from './row.ts'

const SLOW = 1_000

/** How long a request waits from being produced to its commit, while few come, and while half as many come as can be processed. */
export const latencyPart: Part = {
  name: 'latency',
  description: 'produced to committed, at 1 000/s and at half of the maximum (needs Java 17 and Maven)',
  async measure(setup: BenchSetup) {
    const { messages, rounds } = setup.options
    const backlog = await generatedSale(setup.folder, messages)
    const topic = await producedTopic(setup, 'bench.latency', backlog.messagesFile)
    const rows: Row[] = []
    for (const kind of ['Postgres', 'SQLite'] as const) {
      const maximum = await maximumRate(setup, kind, topic, backlog.seedFile)
      for (const [name, rate, atMost] of [
        ['1 000/s', SLOW, 30],
        ['half of the maximum', Math.max(SLOW, Math.floor(maximum / 2)), 100],
      ] as const) {
        const p99s: number[] = []
        for (let round = 1; round <= rounds; round += 1) {
          const { p50, p99 } = await atRate(setup, kind, rate)
          p99s.push(p99)
          process.stderr.write(
            `round ${round} of ${rounds}: ${kind}, ${formatCount(rate)}/s, p50 ${p50} ms, p99 ${p99} ms\n`,
          )
        }
        const target = kind === 'Postgres' ? { atMost } : null
        rows.push(rowOf(`Kafka → ${kind}: p99 to the commit at ${name}`, p99s, 'ms', target))
      }
    }
    return rows
  },
}

/** Messages a second that `axon consume` makes of a backlog. */
async function maximumRate(setup: BenchSetup, kind: DatabaseKind, topic: string, seedFile: string) {
  const { messages } = setup.options
  const { url, drop } = await setup.seeded(kind, seedFile)
  try {
    const args = [AXON, 'consume', '--database', url, '--from-beginning', '--no-dashboard']
    const { seconds } = await runUntilProcessed([...args, '--topics', `commands=${topic}`], {
      url,
      messages,
      env: await brokerEnv(setup),
    })
    return messages / seconds
  } finally {
    await drop()
  }
}

async function atRate(setup: BenchSetup, kind: DatabaseKind, rate: number) {
  const { seconds } = setup.options
  const topic = await emptyTopic(setup, `bench.latency.${kind.toLowerCase()}.${Date.now()}`)
  const { brokers } = await setup.broker()
  return measureLatency({ setup, kind, brokers, topic, rate, seconds, env: await brokerEnv(setup) })
}

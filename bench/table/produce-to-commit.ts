import { spawn } from 'node:child_process'
import { createKafka } from '../../src/kafka/client/connect-kafka.ts'
import { intoStore } from '../../src/kafka/consumer/into-store.ts'
import { KafkaSource } from '../../src/kafka/consumer/kafka-source.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { AXON } from '../../test/axon.ts'
import { generatedSale } from '../generated-sale.ts'
import type { BenchSetup, DatabaseKind } from './bench-setup.ts'

export interface LatencyOptions {
  readonly setup: BenchSetup
  readonly kind: DatabaseKind
  readonly brokers: string
  /** Empty; for commands. */
  readonly topic: string
  /** Messages that are produced in a second. */
  readonly rate: number
  /** How long they are. */
  readonly seconds: number
  readonly env: NodeJS.ProcessEnv
}

/** Messages of the first seconds are left out: programs, broker and server are still being compiled and filling their caches. */
const WARM_UP_SECONDS = 6

/** Milliseconds from a record's time, which `axon produce` sets, to the end of the transaction with its effects. */
export async function measureLatency({ setup, kind, brokers, topic, rate, seconds, env }: LatencyOptions) {
  const messages = rate * (seconds + WARM_UP_SECONDS)
  const { seedFile, messagesFile } = await generatedSale(setup.folder, messages)
  const { url, drop } = await setup.seeded(kind, seedFile)
  const database = await openDatabase(url)
  const stop = new AbortController()
  const latencies: number[] = []
  let read = 0
  const kafka = createKafka({ brokers: [brokers], clientId: 'axon-bench', ssl: false })
  const options = {
    ...{
      topics: new Map([[topic, 'command' as const]]),
      group: `latency-${process.pid}-${Date.now()}`,
      fromBeginning: false,
      acceptGap: false,
    },
    ...{ batchSize: 5_000, sessionTimeoutMs: 30_000, exitWhenIdleMs: null, database: database.displayUrl },
  }
  const source = new KafkaSource(kafka, intoStore(database, options), options, (event) => {
    if (event.type === 'assigned') produce()
    if (event.type !== 'batch-committed') return
    const now = Date.now()
    for (const { request } of event.decided) {
      read += 1
      if (read > rate * WARM_UP_SECONDS) latencies.push(now - (request.raw.recordTime ?? now))
    }
    if (read >= messages) stop.abort()
  })
  let isProducing = false
  const produce = (): void => {
    if (isProducing) return
    isProducing = true
    const topics = ['--topics', `commands=${topic}`]
    spawn(process.execPath, [AXON, 'produce', messagesFile, '--rate', `${rate}/s`, ...topics], {
      env,
      stdio: 'ignore',
    })
  }
  try {
    await source.run(stop.signal)
  } finally {
    await database.close()
    await drop()
  }
  latencies.sort((a, b) => a - b)
  const quantile = (share: number): number => latencies[Math.ceil(latencies.length * share) - 1] ?? Number.NaN
  return { count: latencies.length, p50: quantile(0.5), p99: quantile(0.99) }
}

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKafka } from '../src/kafka/client/connect-kafka.ts'
import { intoStore } from '../src/kafka/consumer/into-store.ts'
import { KafkaSource } from '../src/kafka/consumer/kafka-source.ts'
import { packageRoot } from '../src/package-root.ts'
import { openDatabase } from '../src/stores/open-database.ts'
import { generatedSale } from './generated-sale.ts'

export interface LatencyOptions {
  readonly brokers: string
  /** Empty; for commands. */
  readonly topic: string
  readonly url: string
  /** How long messages are produced, at 1 000/s. */
  readonly seconds: number
  readonly env: NodeJS.ProcessEnv
}

/** Messages of the first seconds are left out: programs, broker and server are still being compiled and filling their caches. */
const WARM_UP_SECONDS = 6
const RATE = 1_000

/** Milliseconds from a record's time, which `axon produce` sets, to the end of the transaction with its effects. */
export async function measureLatency({ brokers, topic, url, seconds, env }: LatencyOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'axon-latency-'))
  const messages = RATE * (seconds + WARM_UP_SECONDS)
  const { messagesFile } = await generatedSale(folder, messages)
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
      if (read > RATE * WARM_UP_SECONDS) latencies.push(now - (request.raw.recordTime ?? now))
    }
    if (read >= messages) stop.abort()
  })
  let isProducing = false
  const produce = (): void => {
    if (isProducing) return
    isProducing = true
    const program = join(packageRoot, 'dist', 'bin', 'axon.js')
    spawn(
      process.execPath,
      [program, 'produce', messagesFile, '--rate', `${RATE}/s`, '--topics', `commands=${topic}`],
      {
        env,
        stdio: 'ignore',
      },
    )
  }
  try {
    await source.run(stop.signal)
  } finally {
    await database.close()
    rmSync(folder, { recursive: true })
  }
  latencies.sort((a, b) => a - b)
  const quantile = (share: number): number => latencies[Math.ceil(latencies.length * share) - 1] ?? Number.NaN
  return { count: latencies.length, p50: quantile(0.5), p99: quantile(0.99) }
}

import { sql } from 'drizzle-orm'
import { createKafka } from '../kafka/connect-kafka.ts'
import type { KafkaOptions } from '../kafka/kafka-options.ts'
import { RunSummary } from '../pipeline/run-summary.ts'
import type { ConsumeEvent } from '../sources/kafka/consume-event.ts'
import { KafkaSource } from '../sources/kafka/kafka-source.ts'
import { within } from '../sources/kafka/within.ts'
import type { Database } from '../stores/database.ts'
import type { ConsumeOptions } from './consume-command.ts'
import { openDatabaseThroughOutages } from './consume-database.ts'
import { readKafkaOptions } from './kafka-options.ts'
import { Monitoring } from './metrics/monitoring.ts'
import { printRun } from './run-report.ts'
import { StopSignals } from './stop-signals.ts'
import { warnIfNotSeeded } from './warn-if-not-seeded.ts'

const CLOSE_WITHIN_MS = 1_000

/** `axon consume`: Kafka through the pipeline, until a signal. Returns the exit code. */
export async function consume(options: ConsumeOptions): Promise<number> {
  const kafkaOptions = readKafkaOptions(options)
  const stop = new StopSignals()
  let database: Database | undefined
  const monitoring = await Monitoring.start({
    ...options,
    secrets: secretsOf(options, kafkaOptions),
    askDatabase: async () => {
      if (!database) throw new Error('it is not open yet')
      await database.query(sql`SELECT 1`)
    },
  })
  stop.signal.addEventListener('abort', () => {
    monitoring.listen({ type: 'stopping', signal: stop.exitCode === 130 ? 'SIGINT' : 'SIGTERM' })
  })
  const run = new ConsumeRun(options)
  const listener = (event: ConsumeEvent): void => {
    run.listen(event)
    monitoring.listen(event)
  }
  try {
    database = await openDatabaseThroughOutages(options.database, listener, stop.signal)
    await warnIfNotSeeded(database)
    const log = (_: unknown, message: string): void => {
      if (options.verbose) monitoring.log.write('info', `kafkajs: ${message}`)
    }
    run.source = new KafkaSource(
      createKafka(kafkaOptions, log),
      database,
      {
        topics: options.topics,
        group: options.group,
        fromBeginning: options.fromBeginning ?? false,
        acceptGap: options.acceptGap ?? false,
        batchSize: options.batchSize,
        sessionTimeoutMs: options.sessionTimeout * 1_000,
        exitWhenIdleMs: options.exitWhenIdle === undefined ? null : options.exitWhenIdle * 1_000,
        database: database.displayUrl,
      },
      listener,
    )
    await run.source.run(stop.signal)
    run.print()
  } catch (error) {
    run.printIfRead()
    if (!stop.signal.aborted) throw error
  } finally {
    stop.release()
    await within(CLOSE_WITHIN_MS, database?.close() ?? Promise.resolve())
    await within(CLOSE_WITHIN_MS, monitoring.close())
    endProcess()
  }
  return stop.exitCode ?? 0
}

/** A connection that hangs keeps no process alive that has done its work. */
function endProcess(): void {
  setTimeout(() => process.exit(), CLOSE_WITHIN_MS).unref()
}

/** What this run did, for its report. */
class ConsumeRun {
  source: KafkaSource | undefined
  readonly #summary = new RunSummary()
  readonly #startedAt = performance.now()
  readonly #options: ConsumeOptions

  constructor(options: ConsumeOptions) {
    this.#options = options
  }

  listen(event: ConsumeEvent): void {
    if (event.type === 'batch-committed' || event.type === 'batch-retrying') this.#summary.listen(event)
  }

  print(): void {
    const report = {
      source: `kafka:${this.#options.group}`,
      skipped: this.source?.skipped ?? 0,
      elapsedMs: performance.now() - this.#startedAt,
      ...this.#summary.totals(),
    }
    printRun(report, this.#options)
  }

  printIfRead(): void {
    if (this.#summary.totals().read > 0) this.print()
  }
}

function secretsOf({ database }: ConsumeOptions, { sasl }: KafkaOptions): string[] {
  const inUrl = URL.canParse(database) ? new URL(database).password : ''
  const secrets = [inUrl, decodeURIComponent(inUrl), process.env.PGPASSWORD, sasl?.password]
  return secrets.filter((secret) => secret !== undefined && secret !== '') as string[]
}

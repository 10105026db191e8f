import { createKafka } from '../../kafka/client/connect-kafka.ts'
import { within } from '../../kafka/client/within.ts'
import type { ConsumeEvent } from '../../kafka/consumer/consume-event.ts'
import { intoStore } from '../../kafka/consumer/into-store.ts'
import { KafkaSource } from '../../kafka/consumer/kafka-source.ts'
import { Monitoring } from '../../monitoring/monitoring.ts'
import { askForLife } from '../../reads/ask-for-life.ts'
import type { Database } from '../../stores/database.ts'
import { parseDatabaseUrl } from '../../stores/database-url.ts'
import { collectForBatches } from '../shared/collect-for-batches.ts'
import { MAY_WANT_TLS } from '../shared/halt-table.ts'
import { readKafkaOptions } from '../shared/kafka-options.ts'
import { StopSignals } from '../shared/stop-signals.ts'
import { ConsumeDashboard } from './consume-dashboard.ts'
import { openConsumeDatabase } from './consume-database.ts'
import { withDeadLetterTopic } from './consume-dead-letters.ts'
import type { ConsumeOptions } from './consume-options.ts'
import { ConsumeSummary } from './consume-summary.ts'

const CLOSE_WITHIN_MS = 500

/** `axon consume`: Kafka through the pipeline, until a signal. Returns the exit code. */
export async function consume(options: ConsumeOptions): Promise<number> {
  collectForBatches()
  const kafkaOptions = readKafkaOptions(options)
  const url = await parseDatabaseUrl(options.database)
  const dashboard = new ConsumeDashboard(options)
  const stop = new StopSignals(() => void dashboard.end())
  const summary = new ConsumeSummary(options.group)
  let database: Database | undefined
  let source: KafkaSource | undefined
  const monitoring = await Monitoring.start({
    ...options,
    secrets: [...url.secrets, kafkaOptions.sasl?.password ?? ''].filter((secret) => secret !== ''),
    askDatabase: async () => {
      if (!database) throw new Error('it is not open yet')
      await askForLife(database)
    },
    target: dashboard,
    logFormat: options.logFormat ?? (process.stderr.isTTY ? 'pretty' : 'json'),
  })
  const listener = (told: ConsumeEvent): void => {
    const event = withTlsHint(told)
    summary.listen(event)
    monitoring.listen(event)
    dashboard.listen(event)
  }
  stop.signal.addEventListener('abort', () =>
    listener({ type: 'stopping', signal: stop.exitCode === 130 ? 'SIGINT' : 'SIGTERM' }),
  )
  const kafka = createKafka(kafkaOptions, (_, message) => {
    if (options.verbose) monitoring.log.write('info', `kafkajs: ${message}`)
  })
  const report = () => summary.print(source?.skipped ?? 0, options)
  try {
    database = await openConsumeDatabase(url, listener, stop.signal)
    await dashboard.show(options, database, () => source?.skipped ?? 0)
    const settings = {
      ...options,
      fromBeginning: options.fromBeginning ?? false,
      acceptGap: options.acceptGap ?? false,
      sessionTimeoutMs: options.sessionTimeout * 1_000,
      exitWhenIdleMs: options.exitWhenIdle === undefined ? null : options.exitWhenIdle * 1_000,
      database: database.displayUrl,
      beforeBatch: (signal: AbortSignal) => dashboard.beforeBatch(signal),
    }
    const opened = database
    const outbox = { topic: options.deadLetterTopic, kafka, database, listener, stopping: stop.signal }
    await withDeadLetterTopic(outbox, async (signal, heard) => {
      source = new KafkaSource(kafka, intoStore(opened, settings), settings, heard)
      await source.run(signal)
    })
    await dashboard.end()
    report()
  } catch (error) {
    await dashboard.end()
    if (!summary.isEmpty) report()
    if (!stop.signal.aborted || (error as Error).name !== 'AbortError') throw error
  } finally {
    stop.release()
    await within(CLOSE_WITHIN_MS, database?.close() ?? Promise.resolve())
    await within(CLOSE_WITHIN_MS, monitoring.close())
  }
  return stop.exitCode ?? 0
}

/** A broker that cuts us off does not say why. */
function withTlsHint(event: ConsumeEvent): ConsumeEvent {
  if (event.type !== 'broker-retrying' || !event.isCutOff) return event
  return { ...event, error: new Error(`${event.error.message}${MAY_WANT_TLS}`, { cause: event.error }) }
}

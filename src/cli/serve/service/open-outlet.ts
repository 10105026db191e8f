import { DatabaseOutlet } from '../../../intake/database-outlet.ts'
import { KafkaOutlet } from '../../../intake/kafka-outlet.ts'
import { ThreadedOutlet } from '../../../intake/thread/threaded-outlet.ts'
import type { ConsumeMetrics } from '../../../monitoring/consume-metrics.ts'
import type { OutcomeListener } from '../../../pipeline/pipeline-event.ts'
import type { Database } from '../../../stores/database.ts'
import type { EntryServiceOptions } from './entry-service-options.ts'

/** Where requests go: to Kafka, or into the group commit, whose batches metrics, log and dashboard hear of. */
export function openOutlet(
  database: Database,
  metrics: ConsumeMetrics,
  { kafka, log, listener, name, batchSize, writerUrl: databaseUrl }: EntryServiceOptions,
): Promise<KafkaOutlet | DatabaseOutlet | ThreadedOutlet> {
  if (kafka) return KafkaOutlet.open(kafka)
  const counting: OutcomeListener = (event) => {
    metrics.listen(event)
    log.listen(event)
  }
  if (databaseUrl !== undefined)
    return ThreadedOutlet.open({
      ...{ databaseUrl, name, batchSize, listener: counting },
      ...(listener && { watcher: listener }),
    })
  return DatabaseOutlet.open(database, {
    name,
    batchSize,
    listener: (event) => {
      counting(event)
      listener?.(event)
    },
  })
}

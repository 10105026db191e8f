import { DatabaseOutlet } from '../../../intake/database-outlet.ts'
import { KafkaOutlet } from '../../../intake/kafka-outlet.ts'
import type { ConsumeMetrics } from '../../../monitoring/consume-metrics.ts'
import type { Database } from '../../../stores/database.ts'
import type { EntryServiceOptions } from './entry-service-options.ts'

/** Where requests go: to Kafka, or into the group commit, whose batches metrics, log and dashboard hear of. */
export function openOutlet(
  database: Database,
  metrics: ConsumeMetrics,
  { kafka, log, listener, name, batchSize }: EntryServiceOptions,
): Promise<KafkaOutlet | DatabaseOutlet> {
  if (kafka) return KafkaOutlet.open(kafka)
  return DatabaseOutlet.open(database, {
    name,
    batchSize,
    listener: (event) => {
      metrics.listen(event)
      log.listen(event)
      listener?.(event)
    },
  })
}

import type { TopicKinds } from '../../kafka/client/topic-kinds.ts'
import type { MonitoringOptions } from '../../monitoring/monitoring-options.ts'
import type { KafkaFlags } from '../shared/kafka-options.ts'
import type { DatabaseOptions } from '../shared/options.ts'

export interface ConsumeOptions extends DatabaseOptions, KafkaFlags, MonitoringOptions {
  readonly group: string
  readonly topics: TopicKinds
  readonly fromBeginning?: boolean
  readonly acceptGap?: boolean
  readonly batchSize: number
  /** Seconds. */
  readonly sessionTimeout: number
  /** Seconds. */
  readonly exitWhenIdle?: number
  readonly deadLetterTopic?: string
  readonly dashboard?: boolean
  readonly json?: boolean
}

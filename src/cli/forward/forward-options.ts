import type { SinkPlace } from '../../behavior-log/place/sink-place.ts'
import type { MonitoringOptions } from '../../monitoring/monitoring-options.ts'
import type { KafkaFlags } from '../shared/kafka-options.ts'
import type { BufferPlace } from './buffer-place.ts'

export interface ForwardOptions extends KafkaFlags, MonitoringOptions {
  readonly from: BufferPlace
  readonly to: SinkPlace
  readonly group: string
  /** Default: that of the documents, with `.refused`. */
  readonly refusedTopic?: string
  readonly acceptGap?: boolean
  /** Seconds. */
  readonly sessionTimeout: number
  readonly removeShipped?: boolean
  /** Seconds. */
  readonly exitWhenIdle?: number
  readonly json?: boolean
  readonly verbose?: boolean
}

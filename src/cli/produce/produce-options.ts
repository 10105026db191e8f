import type { TopicKinds } from '../../kafka/client/topic-kinds.ts'
import type { KafkaFlags } from '../shared/kafka-options.ts'

export interface ProduceOptions extends KafkaFlags {
  readonly topics: TopicKinds
  /** Messages per second; undefined = as fast as it goes. */
  readonly rate?: number
  readonly raw?: boolean
  readonly retries: number
  readonly json?: boolean
}

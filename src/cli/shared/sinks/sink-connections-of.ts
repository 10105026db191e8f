import type { SinkConnections } from '../../../behavior-log/sink-connections.ts'
import { createKafka } from '../../../kafka/client/connect-kafka.ts'
import { type KafkaFlags, readKafkaOptions } from '../kafka-options.ts'
import { elasticsearchAuthorization } from './elasticsearch-authorization.ts'
import { fluentdLogin } from './fluentd-login.ts'

/** How to reach sinks, by flags and environment. */
export function sinkConnectionsOf(flags: KafkaFlags): SinkConnections {
  return {
    kafka: () => createKafka(readKafkaOptions(flags)),
    fluentd: fluentdLogin,
    elasticsearch: elasticsearchAuthorization,
  }
}

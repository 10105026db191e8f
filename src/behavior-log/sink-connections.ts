import type { Kafka } from 'kafkajs'
import type { FluentdLogin } from './fluentd/fluentd-connection.ts'

/** How to reach the sinks of which a place does not say it all: brokers, and secrets. */
export interface SinkConnections {
  /** Called if the sink is Kafka. */
  readonly kafka: () => Kafka
  /** Called if it is Fluentd. */
  readonly fluentd: () => FluentdLogin
  /** Called if it is Elasticsearch: the value of the header `Authorization`; null: none is needed. */
  readonly elasticsearch: () => string | null
}

import type { Kafka } from 'kafkajs'

/** How to reach the sinks of which a place does not say it all: brokers, and secrets. */
export interface SinkConnections {
  /** Called if the sink is Kafka. */
  readonly kafka: () => Kafka
}

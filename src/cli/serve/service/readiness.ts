import type { KafkaOutletOptions } from '../../../intake/kafka-outlet.ts'
import type { Outlet } from '../../../intake/outlet.ts'
import { topicPartitions } from '../../../kafka/client/topic-partitions.ts'
import { Probe } from '../../../monitoring/probe.ts'
import { askForLife } from '../../../reads/ask-for-life.ts'
import type { Database } from '../../../stores/database.ts'

/** Whether requests can be taken: what `/readyz` says, of the service and of its metrics. */
export class Readiness {
  readonly #outlet: Pick<Outlet, 'outage'>
  readonly #probes: readonly Probe[]
  #isStopping = false

  constructor(database: Database, outlet: Pick<Outlet, 'outage'>, kafka: KafkaOutletOptions | undefined) {
    this.#outlet = outlet
    this.#probes = [
      new Probe(() => askForLife(database)),
      ...(kafka ? [new Probe(() => topicPartitions(kafka.kafka, kafka.topics.command), [], 'Kafka')] : []),
    ]
  }

  /** From now on nothing can be taken, for good. */
  stop(): void {
    this.#isStopping = true
  }

  /** Why no request can be taken at the moment, in one line; null if they can. Within 2 s. */
  readonly notReady = async (): Promise<string | null> => {
    if (this.#isStopping) return 'the service is stopping'
    if (this.#outlet.outage !== null) return this.#outlet.outage
    const answers = await Promise.all(this.#probes.map((probe) => probe.answers()))
    return answers.find(({ ok }) => !ok)?.reason ?? null
  }
}

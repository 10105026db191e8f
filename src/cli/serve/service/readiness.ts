import type { KafkaOutletOptions } from '../../../intake/kafka-outlet.ts'
import type { Outlet } from '../../../intake/outlet.ts'
import { topicPartitions } from '../../../kafka/client/topic-partitions.ts'
import { Probe } from '../../../monitoring/probe.ts'
import { askForLife } from '../../../reads/ask-for-life.ts'
import type { Database } from '../../../stores/database.ts'

/** Whether requests can be taken: what `/readyz` says, of the service and of its metrics. */
export class Readiness {
  readonly #outlet: Pick<Outlet, 'outage'>
  readonly #database: Probe
  readonly #brokers: Probe | null
  readonly #onDatabase: (failure: string | null) => void
  #isStopping = false

  /** `onDatabase` hears what each look at the database found: null if it answers. */
  constructor(
    database: Database,
    outlet: Pick<Outlet, 'outage'>,
    kafka: KafkaOutletOptions | undefined,
    onDatabase: (failure: string | null) => void,
  ) {
    this.#outlet = outlet
    this.#database = new Probe(() => askForLife(database))
    this.#brokers = kafka
      ? new Probe(() => topicPartitions(kafka.kafka, kafka.topics.command), [], 'Kafka')
      : null
    this.#onDatabase = onDatabase
  }

  /** From now on nothing can be taken, for good. */
  stop(): void {
    this.#isStopping = true
  }

  /** Why no request can be taken at the moment, in one line; null if they can. Within 2 s. */
  readonly notReady = async (): Promise<string | null> =>
    this.#isStopping ? 'the service is stopping' : await this.outage()

  /** What is away, in one line; null if nothing is. Within 2 s. */
  async outage(): Promise<string | null> {
    if (this.#outlet.outage !== null) return this.#outlet.outage
    const [database, brokers] = await Promise.all([this.#database.answers(), this.#brokers?.answers()])
    const failure = database.ok ? null : database.reason
    this.#onDatabase(failure)
    return failure ?? (brokers && !brokers.ok ? brokers.reason : null)
  }
}

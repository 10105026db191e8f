import { Counter, Gauge, type Registry } from 'prom-client'
import type { Sink, SinkEvent } from '../behavior-log/sink.ts'

/** What `axon serve` tells Prometheus of behaviours (docs/metrics.md). */
export class BehaviorMetrics {
  readonly #behaviors: Counter<'outcome' | 'reason'>
  readonly #documents: Counter<'sink' | 'outcome'>
  readonly #registry: Registry

  constructor(registry: Registry) {
    this.#registry = registry
    this.#behaviors = new Counter({
      name: 'axon_behaviors_total',
      help: 'Behaviours that browsers have sent, by what became of them; those that they were to send again are not in it.',
      labelNames: ['outcome', 'reason'],
      registers: [registry],
    })
    this.#documents = new Counter({
      name: 'axon_behavior_log_documents_total',
      help: 'Documents offered to the behaviour log, by what became of them.',
      labelNames: ['sink', 'outcome'],
      registers: [registry],
    })
    for (const outcome of ['accepted', 'duplicate']) this.#behaviors.inc({ outcome, reason: '' }, 0)
  }

  /** Its gauges are looked at when Prometheus asks. */
  watch(sink: Pick<Sink, 'kind' | 'waiting' | 'oldestWaitMs'>): void {
    const labels = { sink: sink.kind }
    for (const outcome of ['kept', 'refused', 'not_kept']) this.#documents.inc({ ...labels, outcome }, 0)
    const gauge = (name: string, help: string, value: () => number) =>
      new Gauge({
        name,
        help,
        labelNames: ['sink'],
        registers: [this.#registry],
        collect() {
          this.set(labels, value())
        },
      })
    gauge('axon_behavior_log_waiting', 'Documents that wait for the behaviour log.', () => sink.waiting)
    gauge('axon_behavior_log_oldest_wait_seconds', 'How long the oldest of them has waited.', () => {
      return sink.oldestWaitMs / 1_000
    })
  }

  behavior(outcome: string, reason: string): void {
    this.#behaviors.inc({ outcome, reason })
  }

  readonly listen = (sink: string, event: SinkEvent): void => {
    if (event.type === 'kept') this.#documents.inc({ sink, outcome: 'kept' }, event.documents)
    if (event.type === 'refused') this.#documents.inc({ sink, outcome: 'refused' }, event.refused.length)
    if (event.type === 'not-kept') this.#documents.inc({ sink, outcome: 'not_kept' }, event.documents)
  }
}

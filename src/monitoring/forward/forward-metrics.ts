import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { ForwardEvent } from '../../behavior-log/forward/forward-event.ts'
import type { Waiting } from '../../behavior-log/forward/forwarding.ts'
import { packageVersion } from '../../package-version.ts'

/** What is looked at when Prometheus asks. */
export interface ForwardGauges {
  readonly waiting: () => Promise<Waiting>
  readonly oldestAgeMs: () => number
  readonly outage: () => string | null
}

const OUTCOMES = ['shipped', 'refused'] as const
const RETRIED = { 'sink-away': 'sink', 'source-away': 'source' } as const

/** What `axon forward` tells Prometheus (docs/metrics.md has the table). */
export class ForwardMetrics {
  readonly registry = new Registry()
  readonly #sink: string
  readonly #documents: Counter<'sink' | 'outcome'>
  readonly #retries: Counter<'what'>

  /** `sink`: its kind. */
  constructor(sink: string, gauges: ForwardGauges) {
    const { registry } = this
    const on = { registers: [registry] }
    this.#sink = sink
    this.#documents = new Counter({
      name: 'axon_forward_documents_total',
      help: 'Documents that were shipped, or refused and kept aside.',
      labelNames: ['sink', 'outcome'],
      ...on,
    })
    this.#retries = new Counter({
      name: 'axon_forward_retries_total',
      help: 'Retries after an outage, by what was away.',
      labelNames: ['what'],
      ...on,
    })
    for (const outcome of OUTCOMES) this.#documents.inc({ sink, outcome }, 0)
    for (const what of Object.values(RETRIED)) this.#retries.inc({ what }, 0)
    new Gauge({
      name: 'axon_forward_waiting',
      help: 'What is buffered and not shipped yet: documents of a topic, bytes of a folder.',
      labelNames: ['unit'],
      async collect() {
        const { unit, amount } = await gauges.waiting()
        if (amount !== null) this.set({ unit }, amount)
      },
      ...on,
    })
    new Gauge({
      name: 'axon_forward_oldest_age_seconds',
      help: 'How long ago the oldest document that is being shipped was received; 0 if none is.',
      collect() {
        this.set(gauges.oldestAgeMs() / 1_000)
      },
      ...on,
    })
    new Gauge({
      name: 'axon_forward_sink_away',
      help: '1 while the sink does not take everything, else 0.',
      collect() {
        this.set(gauges.outage() === null ? 0 : 1)
      },
      ...on,
    })
    const build = new Gauge({
      name: 'axon_build_info',
      help: 'Always 1; the version is a label.',
      labelNames: ['version'],
      ...on,
    })
    build.set({ version: packageVersion() }, 1)
    collectDefaultMetrics({ register: registry })
  }

  listen(event: ForwardEvent): void {
    const sink = this.#sink
    if (event.type === 'shipped' || event.type === 'refused')
      this.#documents.inc({ sink, outcome: event.type }, event.documents)
    if (event.type === 'sink-away' || event.type === 'source-away')
      this.#retries.inc({ what: RETRIED[event.type] })
  }
}

import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { DeadLetterReason } from '../domain/outcome.ts'

const REQUEST_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30]

/** What is looked at when Prometheus asks. */
export interface ServeGauges {
  readonly waiting: () => number
  readonly oldestWaitMs: () => number
  readonly streams: () => number
  readonly definitions: () => number
  readonly definitionsAgeMs: () => number
}

/** What `axon serve` tells Prometheus, beside what it has in common with `axon consume` (docs/metrics.md). */
export class ServeMetrics {
  readonly #requests: Counter<'route' | 'outcome' | 'status'>
  readonly #seconds: Histogram<'route'>
  readonly #shopFaults: Counter<'reason'>

  constructor(registry: Registry, gauges: ServeGauges) {
    const on = { registers: [registry] }
    this.#requests = new Counter({
      name: 'axon_http_requests_total',
      help: 'Requests answered, by route, outcome and status.',
      labelNames: ['route', 'outcome', 'status'],
      ...on,
    })
    this.#seconds = new Histogram({
      name: 'axon_http_request_seconds',
      help: 'Time from a request to its answer, by route; streams are not in it.',
      labelNames: ['route'],
      buckets: REQUEST_SECONDS,
      ...on,
    })
    this.#shopFaults = new Counter({
      name: 'axon_shop_faults_total',
      help: 'Requests that could not be taken because of how the shop is set up, by reason.',
      labelNames: ['reason'],
      ...on,
    })
    gauge('axon_intake_waiting', 'Requests that wait for their answer.', gauges.waiting)
    gauge('axon_intake_oldest_wait_seconds', 'How long the oldest of them has waited.', () => {
      return gauges.oldestWaitMs() / 1_000
    })
    gauge('axon_streams', 'Open streams of activities.', gauges.streams)
    gauge('axon_definitions', 'ACTIVE definitions that browsers are given.', gauges.definitions)
    gauge(
      'axon_definitions_age_seconds',
      'How long ago they were read; nobody asks if nobody wants them.',
      () => {
        return gauges.definitionsAgeMs() / 1_000
      },
    )

    function gauge(name: string, help: string, value: () => number): void {
      new Gauge({
        name,
        help,
        collect() {
          this.set(value())
        },
        ...on,
      })
    }
  }

  request(route: string, outcome: string, status: number, seconds: number): void {
    this.#requests.inc({ route, outcome, status: String(status) })
    if (outcome !== 'taken') this.#seconds.observe({ route }, seconds)
  }

  shopFault(reason: DeadLetterReason): void {
    this.#shopFaults.inc({ reason })
  }
}

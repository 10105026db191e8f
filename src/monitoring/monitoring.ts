import type { ConsumeEvent } from '../kafka/consumer/consume-event.ts'
import { ConsumeHealth } from './consume-health.ts'
import { ConsumeLog } from './consume-log.ts'
import { ConsumeMetrics } from './consume-metrics.ts'
import type { LogTarget } from './log-stream.ts'
import { MetricsServer } from './metrics-server.ts'
import type { MonitoringOptions } from './monitoring-options.ts'
import { Probe } from './probe.ts'

export interface MonitoringSetup extends MonitoringOptions {
  /** Values that must never be shown: passwords of the database and of the broker. */
  readonly secrets?: readonly string[]
  /** Fails, or does not end, if the database does not answer. */
  readonly askDatabase: () => Promise<unknown>
  /** Default: stderr. */
  readonly target?: LogTarget
}

/** All that watches one `consume`: the log always, metrics and health with `--metrics-port`. */
export class Monitoring {
  readonly log: ConsumeLog
  #metrics: ConsumeMetrics | undefined
  readonly #health: ConsumeHealth
  #server: MetricsServer | undefined

  /** @throws HaltError if the port can't be had. */
  static async start(setup: MonitoringSetup): Promise<Monitoring> {
    const monitoring = new Monitoring(setup)
    try {
      await monitoring.#serve(setup)
      return monitoring
    } catch (error) {
      await monitoring.close()
      throw error
    }
  }

  private constructor({ logFormat, target, secrets = [] }: MonitoringSetup) {
    this.log = new ConsumeLog({ secrets, ...(logFormat && { format: logFormat }), ...(target && { target }) })
    this.#health = new ConsumeHealth(secrets)
  }

  /** `http://host:port`; undefined without `--metrics-port`. */
  get url(): string | undefined {
    return this.#server?.url
  }

  readonly listen = (event: ConsumeEvent): void => {
    this.log.listen(event)
    this.#metrics?.listen(event)
    this.#health.listen(event)
  }

  /** Call it last: until then an orchestrator may ask. */
  async close(): Promise<void> {
    await this.#server?.close()
    this.log.close()
  }

  async #serve({ metricsPort, metricsHost, askDatabase, secrets = [] }: MonitoringSetup): Promise<void> {
    if (metricsPort === undefined) return
    const metrics = new ConsumeMetrics()
    this.#metrics = metrics
    const probe = new Probe(askDatabase, secrets)
    this.#server = await MetricsServer.listen({
      port: metricsPort,
      host: metricsHost,
      metrics: metrics.registry,
      live: () => this.#health.live(),
      ready: async () => {
        const health = this.#health.ready()
        return health.ok ? probe.answers() : health
      },
    })
    this.log.write('info', `metrics and health on ${this.#server.url}: /metrics, /healthz, /readyz`)
  }
}

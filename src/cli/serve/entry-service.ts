import type { FastifyReply, FastifyRequest } from 'fastify'
import { ActivityStates } from '../../http/activities/activity-states.ts'
import { ActivityStreams } from '../../http/activities/activity-streams.ts'
import { Decisions } from '../../http/entries/decisions.ts'
import { EntriesOnRecord } from '../../http/entries/entries-on-record.ts'
import { AllowedOrigins } from '../../http/identity/allowed-origins.ts'
import { ApiKeys } from '../../http/identity/api-keys.ts'
import type { UserTokens } from '../../http/identity/user-tokens.ts'
import { ClientAddresses } from '../../http/limits/client-addresses.ts'
import { type BucketSize, TokenBuckets } from '../../http/limits/token-buckets.ts'
import { describedRoutes } from '../../http/openapi/described-routes.ts'
import type { Route } from '../../http/routes/route.ts'
import { routes } from '../../http/routes/routes.ts'
import { Admission } from '../../http/server/admission.ts'
import { Callers } from '../../http/server/callers.ts'
import { HttpServer } from '../../http/server/http-server.ts'
import type { Sent } from '../../http/server/sent.ts'
import { DatabaseOutlet } from '../../intake/database-outlet.ts'
import { KafkaOutlet, type KafkaOutletOptions } from '../../intake/kafka-outlet.ts'
import { topicPartitions } from '../../kafka/client/topic-partitions.ts'
import { ConsumeMetrics } from '../../monitoring/consume-metrics.ts'
import { MetricsServer } from '../../monitoring/metrics-server.ts'
import { Probe } from '../../monitoring/probe.ts'
import type { ServeLog } from '../../monitoring/serve-log.ts'
import { ServeMetrics } from '../../monitoring/serve-metrics.ts'
import type { ReceiptKeys } from '../../operations/receipts/receipt-keys.ts'
import { ReceiptSigner } from '../../operations/receipts/receipt-signer.ts'
import type { PipelineEvent } from '../../pipeline/pipeline-event.ts'
import { askForLife } from '../../reads/ask-for-life.ts'
import { readApiKeys } from '../../reads/identity/api-keys.ts'
import { readSites } from '../../reads/identity/sites.ts'
import type { Database } from '../../stores/database.ts'
import { networkOf } from './network-of.ts'

export interface EntryServiceOptions {
  readonly host: string
  readonly port: number
  readonly name: string
  readonly batchSize: number
  readonly maxStreams: number
  readonly metricsPort?: number
  readonly metricsHost: string
  readonly tokens: UserTokens | null
  readonly receiptKeys: ReceiptKeys
  /** Kafka mode: where requests are published; else they are decided here. */
  readonly kafka?: KafkaOutletOptions
  /** Beside those that every service has. */
  readonly moreRoutes?: readonly Route[]
  /** Null: no limit. */
  readonly limitUser: BucketSize | null
  readonly limitIp: BucketSize | null
  readonly trustProxy?: readonly string[]
  readonly log: ServeLog
  /** Hears of batches. */
  readonly listener?: (event: PipelineEvent) => void
  /** Hears of requests that were answered. */
  readonly onAnswered?: (sent: Sent, elapsedMs: number) => void
}

/** Requests that were answered by the server are answered by the pipeline within this, when the service stops. */
const OUTLET_CLOSE_MS = 1_500

/** The parts of `axon serve`, wired. */
export class EntryService {
  readonly #outlet: KafkaOutlet | DatabaseOutlet
  readonly #streams: ActivityStreams
  readonly #server: HttpServer
  readonly #admission: Admission
  readonly #log: ServeLog
  #metrics: MetricsServer | null = null
  #url = ''
  #isStopping = false

  /** Listens when it is done. @throws HaltError if it can't. */
  static async start(database: Database, options: EntryServiceOptions): Promise<EntryService> {
    const metrics = new ConsumeMetrics()
    const outlet = options.kafka
      ? await KafkaOutlet.open(options.kafka)
      : await DatabaseOutlet.open(database, {
          ...options,
          listener: (event) => {
            metrics.listen(event)
            options.log.listen(event)
            options.listener?.(event)
          },
        })
    const service = new EntryService(database, outlet, metrics, options)
    try {
      await service.#listen(database, metrics, options)
      return service
    } catch (error) {
      await service.close()
      throw error
    }
  }

  private constructor(
    database: Database,
    outlet: KafkaOutlet | DatabaseOutlet,
    { registry }: ConsumeMetrics,
    options: EntryServiceOptions,
  ) {
    const { log, tokens, maxStreams, limitUser, limitIp } = options
    this.#outlet = outlet
    this.#log = log
    const activities = new ActivityStates(database)
    this.#streams = new ActivityStreams(activities, maxStreams)
    const probes = [new Probe(() => askForLife(database))]
    const { kafka } = options
    if (kafka) probes.push(new Probe(() => topicPartitions(kafka.kafka, kafka.topics.command), [], 'Kafka'))
    this.#notReady = async () => {
      if (this.#isStopping) return 'the service is stopping'
      if (outlet.outage !== null) return outlet.outage
      const answers = await Promise.all(probes.map((probe) => probe.answers()))
      return answers.find(({ ok }) => !ok)?.reason ?? null
    }
    const metrics = new ServeMetrics(registry, {
      waiting: () => outlet.waiting,
      oldestWaitMs: () => outlet.oldestWaitMs,
      streams: () => this.#streams.count,
    })
    this.#admission = new Admission({
      callers: new Callers(tokens, new ApiKeys(() => readApiKeys(database.query, database.dialect))),
      origins: new AllowedOrigins(() => readSites(database.query, database.dialect)),
      addresses: new ClientAddresses(options.trustProxy ?? []),
      userLimit: limitUser && new TokenBuckets(limitUser),
      addressLimit: limitIp && new TokenBuckets(limitIp),
    })
    this.#server = new HttpServer({
      routes: describedRoutes([
        ...routes({
          outlet,
          activities,
          entries: new EntriesOnRecord(database),
          decisions: options.kafka ? new Decisions(database) : null,
          streams: this.#streams,
          receipts: new ReceiptSigner(options.receiptKeys),
          receiptKeys: options.receiptKeys.published,
          notReady: this.#notReady,
          onShopFault: (reason, detail) => {
            metrics.shopFault(reason)
            log.write('error', 'shop-fault', `a request could not be taken: ${detail}`, { reason })
          },
        }),
        ...(options.moreRoutes ?? []),
      ]),
      admission: this.#admission,
      onAnswered: (sent, request, reply) => {
        metrics.request(sent.route, sent.outcome, reply.statusCode, reply.elapsedTime / 1_000)
        options.onAnswered?.(sent, reply.elapsedTime)
        log.request(loggedRequest(sent, request, reply, this.#admission.addressOf(request)))
      },
      onFault: (error, { url }) =>
        log.write('error', 'fault', `${error.stack ?? error.message}`, { path: pathOf(url) }),
    })
  }

  readonly #notReady: () => Promise<string | null>

  get url(): string {
    return this.#url
  }

  get metricsUrl(): string | null {
    return this.#metrics?.url ?? null
  }

  /** What is under way: requests that wait for their decision, open streams. */
  get underway(): { readonly waiting: number; readonly streams: number } {
    return { waiting: this.#outlet.waiting, streams: this.#streams.count }
  }

  /** Rejects with what ended the writing for good; ends after {@link close}. */
  get running(): Promise<void> {
    return this.#outlet.running
  }

  /** Load balancers are told to send nothing more; requests are still taken. */
  announceStop(): void {
    this.#isStopping = true
    this.#log.write('info', 'stopping', 'stopping: requests that were read get their answers')
  }

  /** Ends within 9 s. */
  async close(): Promise<void> {
    this.#isStopping = true
    this.#streams.close()
    await this.#server.close()
    await this.#outlet.close(OUTLET_CLOSE_MS)
    await this.#metrics?.close()
  }

  async #listen(
    database: Database,
    { registry }: ConsumeMetrics,
    options: EntryServiceOptions,
  ): Promise<void> {
    const { host, port, metricsHost, metricsPort } = options
    if (metricsPort !== undefined) {
      this.#metrics = await MetricsServer.listen({
        host: metricsHost,
        port: metricsPort,
        metrics: registry,
        live: () => ({ ok: true, reason: 'ok' }),
        ready: async () => {
          const reason = await this.#notReady()
          return { ok: reason === null, reason: reason ?? 'ok' }
        },
      })
    }
    this.#url = await this.#server.listen(host, port)
    this.#log.write('info', 'listening', `serving ${database.displayUrl} on ${this.#url}`)
  }
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? ''

function loggedRequest(sent: Sent, request: FastifyRequest, reply: FastifyReply, address: string) {
  return {
    requestId: String(request.id),
    method: request.method,
    path: pathOf(request.url),
    route: sent.route,
    status: reply.statusCode,
    outcome: sent.outcome,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    network: networkOf(address),
  }
}

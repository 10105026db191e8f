import type { Sink } from '../../../behavior-log/sink.ts'
import { ActivityStates } from '../../../http/activities/activity-states.ts'
import { ActivityStreams } from '../../../http/activities/activity-streams.ts'
import { Decisions } from '../../../http/entries/decisions.ts'
import { EntriesOnRecord } from '../../../http/entries/entries-on-record.ts'
import { EventDelivery } from '../../../http/events/event-delivery.ts'
import { ApiKeys } from '../../../http/identity/api-keys.ts'
import { describedRoutes } from '../../../http/openapi/described-routes.ts'
import { routes } from '../../../http/routes/routes.ts'
import type { Services } from '../../../http/routes/services.ts'
import { Callers } from '../../../http/server/callers.ts'
import { HttpServer, type HttpServerOptions } from '../../../http/server/http-server.ts'
import { crowdAt } from '../../../intake/crowd-at.ts'
import { ConsumeMetrics } from '../../../monitoring/consume-metrics.ts'
import { MetricsServer } from '../../../monitoring/metrics-server.ts'
import type { ServeLog } from '../../../monitoring/serve-log.ts'
import { ServeMetrics } from '../../../monitoring/serve-metrics.ts'
import { ReceiptSigner } from '../../../operations/receipts/receipt-signer.ts'
import { Turns } from '../../../pipeline/commit/turns.ts'
import { readApiKeys } from '../../../reads/identity/api-keys.ts'
import type { Database } from '../../../stores/database.ts'
import { type AdminParts, AdminService } from './admin-service.ts'
import { admissionOf } from './admission-of.ts'
import type { EntryServiceOptions } from './entry-service-options.ts'
import { loggedRequest, pathOf } from './logged-request.ts'
import { type Behaviors, openBehaviors } from './open-behaviors.ts'
import { openOutlet } from './open-outlet.ts'
import { Readiness } from './readiness.ts'
import { recordedBehaviors } from './recorded-behaviors.ts'

type AnyOutlet = Awaited<ReturnType<typeof openOutlet>>

/** Requests that were answered by the server are answered by the pipeline, and kept by the behaviour log, within this, when the service stops. */
const OUTLET_CLOSE_MS = 1_500

/** The parts of `axon serve`, wired. */
export class EntryService {
  /** How the behaviour log stands. */
  readonly behaviorLog: Behaviors['behaviorLog']
  readonly #outlet: AnyOutlet
  readonly #behaviorLog: Sink
  readonly #readiness: Readiness
  readonly #streams: ActivityStreams
  readonly #server: HttpServer
  readonly #log: ServeLog
  readonly #adminParts: AdminParts
  #admin: AdminService | null = null
  #metrics: MetricsServer | null = null
  #url = ''

  /** Listens when it is done. @throws HaltError if it can't. */
  static async start(database: Database, options: EntryServiceOptions): Promise<EntryService> {
    const metrics = new ConsumeMetrics(async () => (await service.#readiness.outage()) !== null)
    const behaviors = await openBehaviors(database, metrics, options)
    const outlet = await openOutlet(database, metrics, options)
    const service: EntryService = new EntryService(database, { outlet, behaviors }, metrics, options)
    try {
      await service.#listen(database, metrics, options)
      options.log.write('info', 'listening', `serving ${database.displayUrl} on ${service.url}`)
      return service
    } catch (error) {
      await service.close()
      throw error
    }
  }

  private constructor(
    database: Database,
    { outlet, behaviors }: { readonly outlet: AnyOutlet; readonly behaviors: Behaviors },
    { registry }: ConsumeMetrics,
    options: EntryServiceOptions,
  ) {
    const { log, receiptKeys } = options
    this.#outlet = outlet
    this.#behaviorLog = behaviors.occurrences.sink
    this.behaviorLog = behaviors.behaviorLog
    this.#log = log
    this.#readiness = new Readiness(database, outlet, options.kafka, log.look)
    const activities = new ActivityStates(database)
    const delivery = new EventDelivery(database, activities)
    this.#streams = new ActivityStreams(activities, options.maxStreams)
    const metrics = new ServeMetrics(registry, {
      waiting: () => outlet.waiting,
      oldestWaitMs: () => outlet.oldestWaitMs,
      streams: () => this.#streams.count,
      definitions: () => delivery.definitions.count,
      definitionsAgeMs: () => delivery.definitions.ageMs,
    })
    const keys = new ApiKeys(() => readApiKeys(database.query, database.dialect))
    const callers = new Callers(options.tokens, keys)
    const admission = admissionOf(database, callers, options)
    const services = {
      outlet,
      activities,
      entries: new EntriesOnRecord(database),
      decisions: options.kafka ? new Decisions(database) : null,
      streams: this.#streams,
      delivery,
      receipts: new ReceiptSigner(receiptKeys),
      receiptKeys: receiptKeys.published,
      notReady: this.#readiness.notReady,
      callers,
      ...behaviors,
      onShopFault: (reason, detail) => {
        metrics.shopFault(reason)
        log.write('error', 'shop-fault', `a request could not be taken: ${detail}`, { reason })
      },
    } satisfies Services
    const onFault: HttpServerOptions['onFault'] = (error, { url }) =>
      log.write('error', 'fault', `${error.stack ?? error.message}`, { path: pathOf(url) })
    const onAnswered: AdminParts['onAnswered'] = (sent, request, reply, address) => {
      const { statusCode, elapsedTime } = reply
      metrics.request(sent.route, sent.outcome, statusCode, elapsedTime / 1_000)
      log.request(statusCode, sent.outcome, () => loggedRequest(sent, request, reply, address))
    }
    this.#server = new HttpServer({
      routes: describedRoutes([...routes(services), ...(options.moreRoutes ?? [])]),
      admission,
      crowd: crowdAt(outlet),
      onAnswered: (sent, request, reply) => {
        options.onAnswered?.(sent, reply.elapsedTime)
        onAnswered(sent, request, reply, admission.addressOf(request))
      },
      onFault,
    })
    const takeTurn = 'takeTurn' in outlet ? outlet.takeTurn : new Turns().take
    this.#adminParts = {
      keys,
      receipts: services.receipts,
      behaviors: recordedBehaviors(options),
      takeTurn,
      trustProxy: options.trustProxy ?? [],
      onAnswered,
      onFault,
    }
  }

  get url(): string {
    return this.#url
  }

  get metricsUrl(): string | null {
    return this.#metrics?.url ?? null
  }

  /** Null: there are no admin pages. */
  get admin(): Pick<AdminService, 'url' | 'pageUrl'> | null {
    return this.#admin
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
    this.#readiness.stop()
    this.#log.write('info', 'stopping', 'stopping: requests that were read get their answers')
  }

  /** Ends within 9 s. */
  async close(): Promise<void> {
    this.#readiness.stop()
    this.#streams.close()
    await Promise.all([this.#server.close(), this.#admin?.close()])
    await Promise.all([this.#outlet.close(OUTLET_CLOSE_MS), this.#behaviorLog.close(OUTLET_CLOSE_MS)])
    await this.#metrics?.close()
  }

  async #listen(
    database: Database,
    { registry }: ConsumeMetrics,
    { host, port, metricsHost, metricsPort, admin }: EntryServiceOptions,
  ): Promise<void> {
    if (metricsPort !== undefined) {
      this.#metrics = await MetricsServer.listen({
        host: metricsHost,
        port: metricsPort,
        metrics: registry,
        live: () => ({ ok: true, reason: 'ok' }),
        ready: async () => {
          const reason = await this.#readiness.notReady()
          return { ok: reason === null, reason: reason ?? 'ok' }
        },
      })
    }
    if (admin) this.#admin = await AdminService.start(database, admin, this.#adminParts)
    this.#url = await this.#server.listen(host, port)
  }
}

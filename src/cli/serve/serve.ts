import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { ServeLog } from '../../monitoring/serve-log.ts'
import { readApiKeys } from '../../reads/identity/api-keys.ts'
import type { Database } from '../../stores/database.ts'
import { parseDatabaseUrl } from '../../stores/database-url.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { sinkConnectionsOf } from '../shared/sinks/sink-connections-of.ts'
import { sinkSecrets } from '../shared/sinks/sink-secrets.ts'
import { StopSignals } from '../shared/stop-signals.ts'
import { type MissingInShop, warnIfNotSeeded } from '../shared/warn-if-not-seeded.ts'
import { adminOptionsOf } from './admin-options-of.ts'
import { DevShop } from './dev-shop.ts'
import { kafkaOutletOf } from './kafka-outlet-of.ts'
import { receiptKeysOfFile } from './receipt-keys-of.ts'
import { refuseNobody } from './refuse-nobody.ts'
import { ServeDashboard } from './serve-dashboard.ts'
import type { ServeOptions } from './serve-options.ts'
import { EntryService } from './service/entry-service.ts'
import { userTokensOf } from './user-tokens-of.ts'

const OF_REQUESTS: MissingInShop = {
  noActivities: 'every request for one will be answered with 404',
  noPurchaseEvent: 'nobody can buy, requests for activities will be answered with 503 (NO_ACTIVE_EVENT)',
}

/**
 * Some requests outlive a collection or two while they wait, and are garbage then: V8 would let twice and more of what is in use gather.
 * They outlive fewer where the young generation is large, which V8 makes it in small steps otherwise (docs/performance.md).
 */
const FOR_WHAT_WAITS = ['--heap-growing-percent=30', '--semi-space-growth-factor=16']

/** `axon serve`: requests over HTTP, until a signal. Returns the exit code. */
export async function serve(options: ServeOptions): Promise<number> {
  for (const flag of FOR_WHAT_WAITS) setFlagsFromString(flag)
  const url = await parseDatabaseUrl(options.database)
  const dashboard = new ServeDashboard(options)
  const log = new ServeLog({
    secrets: [...url.secrets, ...sinkSecrets()],
    target: dashboard,
    ...(options.logFormat && { format: options.logFormat }),
  })
  const dev = options.dev ? new DevShop(options) : null
  const tokens =
    dev?.tokens ??
    (await userTokensOf(options, (why) =>
      log.write('warn', 'keys-not-read', `the keys of user tokens: ${why}`),
    ))
  const admin = adminOptionsOf(options, url)
  const receiptKeys = receiptKeysOfFile(options.receiptKeyFile)
  const database = await openDatabase(url, { isPrompt: true })
  const stop = new StopSignals(() => void dashboard.end())
  try {
    await refuseNobody(database, tokens)
    await dev?.seedIfEmpty(database)
    await warnIfNotSeeded(database, OF_REQUESTS)
    const service = await EntryService.start(database, {
      ...options,
      writerUrl: options.database,
      log,
      tokens,
      ...(dashboard.isWanted && { listener: dashboard.listen }),
      onAnswered: dashboard.onAnswered,
      receiptKeys,
      ...(admin && { admin }),
      ...(options.to === 'kafka' && { kafka: kafkaOutletOf(options, log) }),
      sinkConnections: sinkConnectionsOf(options),
      moreRoutes: dev?.routes ?? [],
      moreSites: dev ? [dev.site] : [],
      limitUser: orNull(options.limitUser),
      limitIp: orNull(options.limitIp),
      name: options.name ?? `${hostname()}-${options.port}`,
    })
    dev?.listensOn(service.url)
    say(service, options)
    if (service.admin) await sayAdmin(service.admin, database, dev !== null)
    const ended = service.running.then(() => 'ended')
    try {
      await dashboard.show(service, database, stop.signal)
      await Promise.race([ended, stop.received])
      if (stop.signal.aborted) {
        service.announceStop()
        await wait(options.drainDelay * 1_000)
      }
    } finally {
      await service.close()
      await dashboard.end()
    }
  } finally {
    stop.release()
    log.close()
    await database.close()
  }
  return stop.exitCode ?? 0
}

const orNull = <T>(value: T | 'none'): T | null => (value === 'none' ? null : (value as T))

function say({ url, metricsUrl, admin }: EntryService, { json = false, dev = false }: ServeOptions): void {
  process.stderr.write(`axon: serving on ${url}${metricsUrl === null ? '' : `, metrics on ${metricsUrl}`}\n`)
  if (dev) process.stderr.write(`axon: the shop page: ${url}/demo\n`)
  if (dev && process.env.AXON_JWT_SECRET)
    process.stderr.write('axon: --dev makes its own tokens: those of AXON_JWT_SECRET do not count\n')
  if (json) process.stdout.write(`${JSON.stringify({ url, adminUrl: admin?.url ?? null, metricsUrl })}\n`)
}

/** Where the admin pages are, and how to get in. */
async function sayAdmin(
  { url, pageUrl }: NonNullable<EntryService['admin']>,
  { query, dialect }: Database,
  isDev: boolean,
): Promise<void> {
  const where = pageUrl.startsWith(url) ? '' : ` (listening on ${url})`
  process.stderr.write(`axon: the admin pages${isDev ? ', signed in once' : ''}: ${pageUrl}${where}\n`)
  if (isDev) return
  const keys = await readApiKeys(query, dialect)
  if (keys.some(({ role, revokedAt }) => role !== 'business' && revokedAt === null)) return
  process.stderr.write(
    'axon: nobody can sign in yet: `axon keys create --name NAME --role admin` makes a key that can\n',
  )
}

import { setFlagsFromString } from 'node:v8'
import type { ForwardEvent } from '../../behavior-log/forward/forward-event.ts'
import type { Forwarding } from '../../behavior-log/forward/forwarding.ts'
import { Shipper } from '../../behavior-log/forward/shipper.ts'
import { openWriter } from '../../behavior-log/open-writer.ts'
import { placeText } from '../../behavior-log/place/place-text.ts'
import type { SinkWriter } from '../../behavior-log/sink-writer.ts'
import { within } from '../../kafka/client/within.ts'
import { ForwardLog } from '../../monitoring/forward/forward-log.ts'
import { ForwardMetrics } from '../../monitoring/forward/forward-metrics.ts'
import { MetricsServer } from '../../monitoring/metrics-server.ts'
import { sinkConnectionsOf } from '../shared/sinks/sink-connections-of.ts'
import { sinkSecrets } from '../shared/sinks/sink-secrets.ts'
import { StopSignals } from '../shared/stop-signals.ts'
import type { ForwardOptions } from './forward-options.ts'
import { ForwardProgress } from './forward-progress.ts'
import { ForwardSummary } from './forward-summary.ts'
import { forwardingOf } from './forwarding-of.ts'

const CLOSE_WITHIN_MS = 1_000
/** Documents are garbage as soon as they are shipped: V8 would let many times more of them gather than are in use. */
const COLLECT_SOONER = ['--semi-space-growth-factor=1', '--heap-growing-percent=30']

/** `axon forward`: what is buffered, to a sink, until a signal. Returns the exit code. */
export async function forward(options: ForwardOptions): Promise<number> {
  for (const flag of COLLECT_SOONER) setFlagsFromString(flag)
  const { from, to } = options
  const connections = sinkConnectionsOf(options)
  const progress = new ForwardProgress()
  const log = new ForwardLog({
    target: progress,
    secrets: sinkSecrets(),
    ...(options.logFormat && { format: options.logFormat }),
  })
  const summary = new ForwardSummary(placeText(from), placeText(to))
  const stop = new StopSignals(() => progress.end())
  let forwarding: Forwarding | undefined
  let metrics: ForwardMetrics | undefined
  const listener = (event: ForwardEvent): void => {
    summary.listen(event)
    log.listen(event)
    metrics?.listen(event)
    progress.listen(event)
  }
  const waiting = async () => (await forwarding?.waiting()) ?? ({ unit: 'documents', amount: null } as const)
  let writer: SinkWriter | undefined
  let server: MetricsServer | undefined
  try {
    writer = await openWriter(to, { connections })
    const shipper = new Shipper(writer, listener)
    forwarding = await forwardingOf(options, connections, shipper, listener)
    if (options.metricsPort !== undefined) {
      metrics = new ForwardMetrics(to.kind, {
        waiting,
        oldestAgeMs: () => shipper.oldestAgeMs,
        outage: () => shipper.outage,
      })
      server = await serveMetrics(metrics, shipper, options)
      log.write('info', 'metrics', `metrics and health on ${server.url}: /metrics, /healthz, /readyz`)
    }
    log.write('info', 'started', `shipping ${placeText(from)} to ${placeText(to)}`)
    progress.begin(waiting)
    await forwarding.run(stop.signal)
    progress.end()
    summary.print(options)
  } catch (error) {
    progress.end()
    if (!summary.isEmpty) summary.print(options)
    throw error
  } finally {
    stop.release()
    await within(CLOSE_WITHIN_MS, writer?.close() ?? Promise.resolve())
    await server?.close()
    log.close()
  }
  return stop.exitCode ?? 0
}

/** An outage of the sink is no reason to start the process again. */
const serveMetrics = (
  metrics: ForwardMetrics,
  shipper: Shipper,
  options: ForwardOptions,
): Promise<MetricsServer> =>
  MetricsServer.listen({
    port: options.metricsPort!,
    host: options.metricsHost,
    metrics: metrics.registry,
    live: () => ({ ok: true, reason: 'ok' }),
    ready: () => ({ ok: shipper.outage === null, reason: shipper.outage ?? 'ok' }),
  })

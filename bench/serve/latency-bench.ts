import type { UserTokens } from '../sale/user-tokens.ts'
import type { Contenders, Setup } from './contenders.ts'
import { entryRequests } from './entry-requests.ts'
import { openLoop, WARM_SECONDS } from './open-loop.ts'

/** As many browsers share each as a proxy in front would let. */
const CONNECTIONS = 256

export interface LatencyOptions {
  readonly rate: number
  readonly seconds: number
  readonly setup: readonly Setup[]
}

/** From the instant at which a request was due to its answer, ms. */
export interface Latency {
  readonly server: string
  readonly answers: number
  readonly otherAnswers: number
  readonly p50: number
  readonly p99: number
  readonly p999: number
  readonly most: number
  /** How late the generator itself was at worst, in its warm-up too: that is in the latencies. */
  readonly generatorLateMs: number
}

/** How long decisions take at a constant rate of arrivals, beside a constant's answers: what the machine and the generator take of it. */
export async function latencyBench(
  contenders: Contenders,
  tokens: UserTokens,
  { rate, seconds, setup }: LatencyOptions,
): Promise<readonly Latency[]> {
  const measured: Latency[] = []
  const starts = [
    { server: 'a constant', start: () => contenders.constant('constant-server') },
    ...setup.map((name) => ({ server: `axon serve, ${name}`, start: () => contenders.axon(name) })),
  ]
  for (const { server, start } of starts) {
    const served = await start()
    try {
      const warm = rate * WARM_SECONDS
      const requests = entryRequests(tokens, 1, warm + rate * seconds)
      const latencies: number[] = []
      let otherAnswers = 0
      // One run: the connections are open when it is measured, as those of a proxy are.
      const { lateMs } = await openLoop(served.url, requests, {
        rate,
        connections: CONNECTIONS,
        onAnswer: (request, status, _, sinceDueMs) => {
          if (request < warm) return
          latencies.push(sinceDueMs)
          if (status !== 201) otherAnswers += 1
        },
      })
      latencies.sort((one, other) => one - other)
      const at = (share: number): number =>
        latencies[Math.floor((latencies.length - 1) * share)] ?? Number.NaN
      measured.push({
        server,
        answers: latencies.length,
        otherAnswers: otherAnswers + requests.length - warm - latencies.length,
        p50: at(0.5),
        p99: at(0.99),
        p999: at(0.999),
        most: at(1),
        generatorLateMs: lateMs,
      })
    } finally {
      await served.stop()
    }
  }
  return measured
}

import { parseDatabaseUrl } from '../../src/stores/database-url.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { compareWithDatabase } from '../sale/compare-with-database.ts'
import type { LastAnswer } from '../sale/shopper.ts'
import type { UserTokens } from '../sale/user-tokens.ts'
import type { Contenders, Setup } from './contenders.ts'
import { entryRequests } from './entry-requests.ts'
import { fullSpeed } from './full-speed.ts'
import { openLoop } from './open-loop.ts'
import { cpuTimeOf, memoryOf } from './process-use.ts'

/** Enough to warm up, and to tell how fast it can be. */
const PEAK_USERS = 50_000

export interface OverloadOptions {
  /** How many times more than it can do. */
  readonly times: number
  readonly seconds: number
  /** Opened while they ask: each costs the server as much as a decision. */
  readonly connections: number
  readonly setup: readonly Setup[]
}

export interface Overload {
  readonly server: string
  readonly peakPerSecond: number
  readonly arrivalsPerSecond: number
  /** Decisions while they came. */
  readonly goodputPerSecond: number
  readonly ofPeak: number
  /** Decisions for the same CPU time of the server's main thread: says more where the machine does other things as well. */
  readonly ofPeakByCpu: number
  /** By status, or by how their connections were lost. */
  readonly answers: Readonly<Record<string, number>>
  readonly peakMib: number
  /** Answers that the database does not have, or has otherwise. */
  readonly differences: readonly string[]
}

/** More than it can do: what it still does, what it costs, and whether every answer is in the database. */
export async function overloadBench(
  contenders: Contenders,
  tokens: UserTokens,
  { times, seconds, connections, setup }: OverloadOptions,
): Promise<readonly Overload[]> {
  const measured: Overload[] = []
  for (const name of setup) {
    const served = await contenders.axon(name)
    try {
      const warm = entryRequests(tokens, 1, PEAK_USERS)
      await fullSpeed(served.url, warm.slice(0, PEAK_USERS / 2), 201)
      const cpuBefore = cpuTimeOf(served.pid).main
      const peakPerSecond = PEAK_USERS / 2 / (await fullSpeed(served.url, warm.slice(PEAK_USERS / 2), 201))
      const cpuAtPeak = cpuTimeOf(served.pid).main
      const rate = Math.round(peakPerSecond * times)
      const requests = entryRequests(tokens, PEAK_USERS + 1, rate * seconds)
      const answers: LastAnswer[] = []
      const byStatus: Record<string, number> = {}
      const startedAt = performance.now()
      let inTime = 0
      const run = await openLoop(served.url, requests, {
        rate,
        connections,
        onAnswer: (request, status, body) => {
          byStatus[status] = (byStatus[status] ?? 0) + 1
          if (status === 201 && performance.now() - startedAt < seconds * 1_000) inTime += 1
          answers.push(told(PEAK_USERS + 1 + request, status, body))
        },
      })
      const cpuUs = cpuTimeOf(served.pid).main - cpuAtPeak
      const { peakMib } = memoryOf(served.pid)
      const goodputPerSecond = inTime / seconds
      const database = await openDatabase(await parseDatabaseUrl(served.database!))
      const { differences } = await compareWithDatabase(database, 1, answers)
      await database.close()
      measured.push({
        server: `axon serve, ${name}`,
        peakPerSecond,
        arrivalsPerSecond: rate,
        goodputPerSecond,
        ofPeak: goodputPerSecond / peakPerSecond,
        ofPeakByCpu: (cpuAtPeak - cpuBefore) / (PEAK_USERS / 2) / (cpuUs / (byStatus[201] ?? 0)),
        answers: { ...byStatus, ...run.lost },
        peakMib,
        differences,
      })
    } finally {
      await served.stop()
    }
  }
  return measured
}

/** Without parsing: there are hundreds of thousands. Of what was not taken there must be no entry. */
function told(userId: number, status: number, body: string): LastAnswer {
  const sequence = status === 201 ? Number(/"sequence":(\d+)/.exec(body)?.[1]) : null
  const isUntouched = body.includes('"state":"not_taken"')
  return {
    userId,
    outcome: status === 201 ? 'approved' : isUntouched ? 'not_open' : 'unknown',
    sequence,
    reason: null,
    receipt: null,
    status,
    requests: 1,
    firstAnswerMs: 0,
    lastAnswerMs: 0,
  }
}

import { formatCount } from '../../src/domain/format-count.ts'
import { median } from '../measured-run.ts'
import type { UserTokens } from '../sale/user-tokens.ts'
import type { Contenders, Served, Setup } from './contenders.ts'
import { entryRequests } from './entry-requests.ts'
import { fullSpeed } from './full-speed.ts'
import { cpuTimeOf } from './process-use.ts'

export interface SpeedOptions {
  readonly users: number
  readonly rounds: number
  readonly setup: readonly Setup[]
}

/** What a server was like, medians of the rounds. CPU: of a request, µs. */
export interface Speed {
  readonly server: string
  readonly requestsPerSecond: number
  readonly ofConstant: number
  readonly ofPlainFastify: number
  readonly mainThreadUs: number
  readonly allThreadsUs: number
  readonly generatorUs: number
}

interface Contender {
  readonly server: string
  readonly status: number
  readonly requests: readonly Buffer[]
  readonly start: () => Promise<Served>
}

type Round = Pick<Speed, 'requestsPerSecond' | 'mainThreadUs' | 'allThreadsUs' | 'generatorUs'>

/** As fast as it goes, each beside a constant of our own server and one of fastify as it comes, in turns. */
export async function speedBench(
  contenders: Contenders,
  tokens: UserTokens,
  { users, rounds, setup }: SpeedOptions,
): Promise<readonly Speed[]> {
  const decided = entryRequests(tokens, 1, users)
  const unwaited = setup.includes('kafka') ? entryRequests(tokens, 1, users, ['Prefer: wait=0']) : []
  const constant = { status: 201, requests: decided }
  const all: readonly Contender[] = [
    { server: 'a constant', ...constant, start: () => contenders.constant('constant-server') },
    { server: 'plain fastify', ...constant, start: () => contenders.constant('plain-server') },
    ...setup.map((name) => ({
      server: `axon serve, ${name}`,
      start: () => contenders.axon(name),
      ...(name === 'kafka' ? { status: 202, requests: unwaited } : constant),
    })),
  ]
  const measured = new Map<string, Round[]>(all.map(({ server }) => [server, []]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const contender of all) {
      const one = await measure(contender)
      measured.get(contender.server)!.push(one)
      process.stderr.write(
        `round ${round} of ${rounds}: ${contender.server} ${formatCount(Math.round(one.requestsPerSecond))} requests/s\n`,
      )
    }
  }
  const [ofOurs = [], ofFastify = []] = measured.values()
  return [...measured].map(([server, of]) => {
    const middle = (value: (round: Round, index: number) => number): number => median(of.map(value))
    const beside = (others: readonly Round[]): number =>
      middle((one, round) => one.requestsPerSecond / others[round]!.requestsPerSecond)
    return {
      server,
      requestsPerSecond: middle((one) => one.requestsPerSecond),
      ofConstant: beside(ofOurs),
      ofPlainFastify: beside(ofFastify),
      mainThreadUs: middle((one) => one.mainThreadUs),
      allThreadsUs: middle((one) => one.allThreadsUs),
      generatorUs: middle((one) => one.generatorUs),
    }
  })
}

async function measure({ start, requests, status }: Contender): Promise<Round> {
  const served = await start()
  try {
    const before = { server: cpuTimeOf(served.pid), own: process.cpuUsage() }
    const seconds = await fullSpeed(served.url, requests, status)
    const server = cpuTimeOf(served.pid)
    const own = process.cpuUsage(before.own)
    return {
      requestsPerSecond: requests.length / seconds,
      mainThreadUs: (server.main - before.server.main) / requests.length,
      allThreadsUs: (server.total - before.server.total) / requests.length,
      generatorUs: (own.user + own.system) / requests.length,
    }
  } finally {
    await served.stop()
  }
}

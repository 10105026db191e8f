import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'undici'
import type { SaleOptions } from './sale-options.ts'
import { type AnswerListener, gaveUp, type LastAnswer, shop } from './shopper.ts'
import type { UserTokens } from './user-tokens.ts'

/** Connections to each address: as many browsers share each as a proxy in front would let. */
const CONNECTIONS = 256
/** When the sale is stopped, those who have come wait no longer than this. */
const PATIENCE_AT_STOP_MS = 2_000

export interface PlayedSale {
  /** Of all who came. */
  readonly answers: readonly LastAnswer[]
  readonly seconds: number
  /** How late the generator itself was at worst, ms: what it could not send in time. */
  readonly generatorLateMs: number
  /** What the generator itself took of the machine, seconds of one core. */
  readonly generatorCpuSeconds: number
}

/**
 * Lets the users come at a constant rate, whether or not those before them were answered: a server that stands still meets all who were due
 * meanwhile, as a shop does (no coordinated omission). Users take the addresses in turn. When `stop` is aborted nobody comes any more.
 */
export async function playSale(
  urls: readonly string[],
  tokens: UserTokens,
  options: SaleOptions,
  listen: AnswerListener,
  stop: AbortSignal,
): Promise<PlayedSale> {
  const servers = urls.map((url) => new Pool(url, { connections: CONNECTIONS, pipelining: 1 }))
  const { users, rate, firstUser } = options
  const startedAt = performance.now()
  const cpuBefore = process.cpuUsage()
  let generatorLateMs = 0
  const answers: Promise<LastAnswer>[] = []
  while (answers.length < users && !stop.aborted) {
    const now = performance.now()
    const due = Math.min(users, Math.floor(((now - startedAt) / 1_000) * rate) + 1)
    while (answers.length < due) {
      const index = answers.length
      const dueAt = startedAt + (index / rate) * 1_000
      generatorLateMs = Math.max(generatorLateMs, now - dueAt)
      const id = firstUser + index
      answers.push(
        shop(servers[index % servers.length]!, { id, token: tokens.of(id), dueAt }, options, listen),
      )
    }
    await wait(1)
  }
  const isOver = new AbortController()
  const late = stopped(AbortSignal.any([stop, isOver.signal]))
  const told = await Promise.all(
    answers.map((answer, index) => Promise.race([answer, late.then(() => gaveUp(firstUser + index))])),
  )
  isOver.abort()
  const seconds = (performance.now() - startedAt) / 1_000
  await Promise.all(servers.map((server) => server.destroy()))
  const { user, system } = process.cpuUsage(cpuBefore)
  return { answers: told, seconds, generatorLateMs, generatorCpuSeconds: (user + system) / 1e6 }
}

/** Ends a while after the signal. */
async function stopped(stop: AbortSignal): Promise<void> {
  if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }))
  await wait(PATIENCE_AT_STOP_MS, undefined, { ref: false })
}

import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'undici'
import type { SaleOptions } from './sale-options.ts'
import { type AnswerListener, type LastAnswer, shop } from './shopper.ts'
import type { UserTokens } from './user-tokens.ts'

/** Connections to each address: as many browsers share each as a proxy in front would let. */
const CONNECTIONS = 256

export interface PlayedSale {
  readonly answers: readonly LastAnswer[]
  readonly seconds: number
  /** How late the generator itself was at worst, ms: what it could not send in time. */
  readonly generatorLateMs: number
}

/**
 * Lets the users come at a constant rate, whether or not those before them were answered: a server that stands still meets all who were due
 * meanwhile, as a shop does (no coordinated omission). Users take the addresses in turn.
 */
export async function playSale(
  urls: readonly string[],
  tokens: UserTokens,
  options: SaleOptions,
  listen: AnswerListener,
): Promise<PlayedSale> {
  const servers = urls.map((url) => new Pool(url, { connections: CONNECTIONS, pipelining: 1 }))
  const { users, rate, firstUser } = options
  const startedAt = performance.now()
  let generatorLateMs = 0
  const answers: Promise<LastAnswer>[] = []
  while (answers.length < users) {
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
  const told = await Promise.all(answers)
  const seconds = (performance.now() - startedAt) / 1_000
  await Promise.all(servers.map((server) => server.close()))
  return { answers: told, seconds, generatorLateMs }
}

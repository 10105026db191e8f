import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm/sql'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { highWaterMib, type MeasuredRun } from '../measured-run.ts'

/** Each look costs the machine 2 ms that the program then lacks: they are few until the end is near. */
const LOOKS = { firstMs: 100, oftenMs: 20, seldomMs: 500 }

export interface ConsumeRun {
  readonly url: string
  readonly messages: number
  readonly env: NodeJS.ProcessEnv
  /** How many of the program run side by side; default 1. */
  readonly processes?: number
}

/** Runs a program that does not end by itself until the database has so many messages, start-up included; the peak is that of the largest process. */
export async function runUntilProcessed(
  args: readonly string[],
  { url, messages, env, processes = 1 }: ConsumeRun,
): Promise<MeasuredRun> {
  const database = await openDatabase(url)
  const startedAt = performance.now()
  const children = Array.from({ length: processes }, () =>
    spawn(process.execPath, args, { env, stdio: 'ignore' }),
  )
  const ended = children.map((child) => once(child, 'exit'))
  try {
    let idleUntil = startedAt
    for (let done = 0; done < messages; done = await processed(database)) {
      if (children.some(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null))
        throw new Error(`${args.join(' ')} ended too soon`)
      if (done === 0) idleUntil = performance.now()
      await wait(untilNextLook(done / messages, performance.now() - idleUntil))
    }
    const seconds = (performance.now() - startedAt) / 1_000
    return { seconds, peakMib: Math.max(...children.map(({ pid }) => highWaterMib(pid) ?? Number.NaN)) }
  } finally {
    for (const child of children) child.kill('SIGTERM')
    await Promise.all(ended)
    await database.close()
  }
}

/** Half of the time that is left, of work that got so far in `workedMs`; ms. */
function untilNextLook(share: number, workedMs: number): number {
  if (share === 0) return LOOKS.firstMs
  const left = (workedMs * (1 - share)) / share
  return Math.min(Math.max(left / 2, LOOKS.oftenMs), LOOKS.seldomMs)
}

async function processed(database: Database): Promise<number> {
  const rows = await database.query<{ next: number }>(
    sql`SELECT next_offset AS next FROM source_offsets WHERE source LIKE 'kafka:%'`,
  )
  return rows.reduce((sum, { next }) => sum + next, 0)
}

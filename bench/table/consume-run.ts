import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { highWaterMib, type MeasuredRun } from '../measured-run.ts'

const LOOK_EVERY_MS = 20

/** Runs a program that does not end by itself until the database has so many messages, start-up included. */
export async function runUntilProcessed(
  args: readonly string[],
  {
    url,
    messages,
    env,
  }: { readonly url: string; readonly messages: number; readonly env: NodeJS.ProcessEnv },
): Promise<MeasuredRun> {
  const database = await openDatabase(url)
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' })
  const ended = once(child, 'exit')
  let peakMib = Number.NaN
  try {
    while ((await processed(database)) < messages) {
      if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended too soon`)
      await wait(LOOK_EVERY_MS)
    }
    peakMib = highWaterMib(child.pid) ?? peakMib
    return { seconds: (performance.now() - startedAt) / 1_000, peakMib }
  } finally {
    child.kill('SIGTERM')
    await ended
    await database.close()
  }
}

async function processed(database: Database): Promise<number> {
  const rows = await database.query<{ next: number }>(
    sql`SELECT next_offset AS next FROM source_offsets WHERE source LIKE 'kafka:%'`,
  )
  return rows.reduce((sum, { next }) => sum + next, 0)
}

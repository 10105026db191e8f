import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { AXON } from '../../test/axon.ts'

/** What the database held: at `atMs` it was seen to, at `sinceMs`, one look before, it held less. */
export interface StoredState {
  readonly sinceMs: number
  readonly atMs: number
  readonly messages: number
}

export interface WatchedReplay {
  readonly seconds: number
  /** The longest between two looks at the database: so much the lag may be the machine's. */
  readonly lookGapMs: number
  readonly states: readonly StoredState[]
}

/** Transactions of the replay have so many messages: what was read at any moment is a multiple of it. */
export const BATCH = 5_000
const LOOK_EVERY_MS = 10

/** `axon replay` of the built program into a SQLite file, start-up included, and when the database held what. */
export async function watchedReplay(messagesFile: string, databaseFile: string): Promise<WatchedReplay> {
  const database = new Database(databaseFile, { readonly: true })
  const look = database.prepare<[], { messages: number }>(
    // Of a file: lines, counted from 1.
    'SELECT coalesce(max(next_offset) - 1, 0) AS messages FROM source_offsets',
  )
  const states: StoredState[] = [{ sinceMs: Date.now(), atMs: Date.now(), messages: 0 }]
  let before = Date.now()
  let lookGapMs = 0
  const see = (): void => {
    const atMs = Date.now()
    const { messages } = look.get()!
    if (messages > states.at(-1)!.messages) states.push({ sinceMs: before, atMs, messages })
    lookGapMs = Math.max(lookGapMs, atMs - before)
    before = atMs
  }
  const to = ['--database', `sqlite:${databaseFile}`, '--batch-size', String(BATCH), '--no-dashboard']
  const startedAt = performance.now()
  const child = spawn(process.execPath, [AXON, 'replay', messagesFile, ...to], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let seconds: number | undefined
  const exit = once(child, 'exit').then(([code]) => {
    seconds = (performance.now() - startedAt) / 1_000
    return code as number
  })
  try {
    while (seconds === undefined) {
      see()
      await pause(LOOK_EVERY_MS)
    }
    see()
    const code = await exit
    if (code !== 0) throw new Error(`axon replay ended with ${code}`)
    return { seconds, lookGapMs, states }
  } finally {
    database.close()
  }
}

import { setTimeout as wait } from 'node:timers/promises'
import { HaltError } from '../../domain/halt-error.ts'
import type { HaltCode } from '../../domain/halts.ts'
import type { DashboardEvent } from '../../live-view/dashboard-event.ts'
import { DatabaseView } from '../../reads/live/database-view.ts'
import type { Database } from '../../stores/database.ts'
import type { PauseGate } from '../pause-gate.ts'

/** With what drawing adds, what happens is seen within a second. */
const LOOK_EVERY_MS = 400

/** Looking takes half of the time at most, whatever the database is like. */
const REST = 1

/** A file that stands still for so many looks is opened anew: another may have taken its place. */
const LOOKS_BEFORE_REOPENING = 10

export interface WatchOptions {
  /** Opens the database, without writing to it. */
  readonly open: () => Promise<Database>
  readonly tell: (events: readonly DashboardEvent[]) => void
  /** What was found, and what to do about it. */
  readonly textOf: (error: Error) => string
  readonly gate: PauseGate
  readonly signal: AbortSignal
}

/**
 * Looks at a database that other processes write, until the signal. While it is not there (no file, no server, no tables) it
 * waits and says so.
 * @throws what waiting can't cure: a wrong URL, wrong or missing credentials, a file that is no database, tables of a newer version.
 */
export async function watchDatabase({ open, tell, textOf, gate, signal }: WatchOptions): Promise<void> {
  const view = new DatabaseView()
  let database: Database | null = null
  let still = { looks: 0, text: '' }
  try {
    while (!signal.aborted) {
      const startedAt = performance.now()
      try {
        database ??= await open()
        const events = await view.look(database)
        tell(events)
        const text = JSON.stringify(events[0])
        still = { looks: text === still.text ? still.looks + 1 : 0, text }
        if (still.looks >= LOOKS_BEFORE_REOPENING && database.dialect.name === 'sqlite') {
          database = await closed(database)
          still = { looks: 0, text }
        }
      } catch (error) {
        if (isHopeless(error)) throw error
        database = await closed(database)
        tell([{ type: 'waiting', reason: withoutName(textOf(error as Error)) }])
      }
      await rest(Math.max(LOOK_EVERY_MS, (performance.now() - startedAt) * REST), signal)
      await gate.open(signal)
    }
  } finally {
    await closed(database)
  }
}

async function closed(database: Database | null): Promise<null> {
  await database?.close().catch(() => {})
  return null
}

/** No waiting changes a URL, nor makes this program understand tables that were made later than it. */
const HOPELESS: readonly HaltCode[] = ['DATABASE_URL_UNUSABLE', 'TABLES_NEWER']

/** The header names the database anyway. */
const withoutName = (text: string): string => text.replace(/^database \S+: /, '')

function isHopeless(error: unknown): boolean {
  if (!(error instanceof HaltError)) return false
  const { code = '', message = '' } = (error.cause ?? {}) as NodeJS.ErrnoException
  const isLoginRefused = code.startsWith('28') || /password|SASL/.test(message)
  return HOPELESS.includes(error.code) || isLoginRefused || code === 'SQLITE_NOTADB'
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => {})
}

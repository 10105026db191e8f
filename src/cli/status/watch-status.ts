import { setTimeout as wait } from 'node:timers/promises'
import { oneLineError } from '../../domain/shown-text.ts'
import type { Database } from '../../stores/database.ts'
import { StopSignals } from '../shared/stop-signals.ts'

const USUAL_SECONDS = 2

const HOME = '\u001b[H'
const CLEAR_BELOW = '\u001b[J'
const CLEAR_LINE = '\u001b[K'

/**
 * Prints again and again until a signal: a terminal is drawn anew from its top, elsewhere one text follows the other. Outages of the
 * database are said and waited for. Returns the exit code: 130 or 143.
 */
export async function watchStatus(
  database: Database,
  seconds: number | true,
  text: () => Promise<string>,
): Promise<number> {
  const stop = new StopSignals()
  // What is on the screen stays in the scrollback.
  if (process.stdout.isTTY) process.stdout.write('\n'.repeat(process.stdout.rows))
  try {
    while (!stop.signal.aborted) {
      const startedAt = performance.now()
      show(await orOutage(database, text))
      // Reading takes half of the time at most.
      const restMs = Math.max(
        (seconds === true ? USUAL_SECONDS : seconds) * 1_000,
        performance.now() - startedAt,
      )
      await wait(restMs, undefined, { signal: stop.signal }).catch(() => {})
    }
  } finally {
    stop.release()
  }
  return stop.exitCode ?? 0
}

async function orOutage(database: Database, text: () => Promise<string>): Promise<string> {
  try {
    return await text()
  } catch (error) {
    if (database.failureOf(error) !== 'outage') throw error
    return `Database: no answer: ${oneLineError((error as Error).message)}\n`
  }
}

function show(text: string): void {
  const { isTTY, rows } = process.stdout
  if (!isTTY) {
    process.stdout.write(text)
    return
  }
  const lines = text.trimEnd().split('\n')
  const fitting =
    lines.length < rows ? lines : [...lines.slice(0, rows - 2), `… ${lines.length - rows + 2} more lines`]
  process.stdout.write(`${HOME}${fitting.map((line) => `${line}${CLEAR_LINE}\n`).join('')}${CLEAR_BELOW}`)
}

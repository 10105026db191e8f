import { LiveDashboard } from '../../dashboard/live/live-dashboard.ts'
import { watchDatabase } from '../../dashboard/watch/watch-database.ts'
import { HaltError } from '../../domain/halt-error.ts'
import { parseDatabaseUrl } from '../../stores/database-url.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { CommandError } from '../shared/command-error.ts'
import { haltLine } from '../shared/halt-line.ts'
import type { DatabaseOptions } from '../shared/options.ts'
import { requireScreen } from '../shared/require-screen.ts'
import { explainLines } from '../shared/show-dashboard.ts'
import { StopSignals } from '../shared/stop-signals.ts'

/** `axon dashboard`. Returns the exit code: 0 for `q`. */
export async function dashboard(options: DatabaseOptions): Promise<number> {
  requireScreen('the dashboard', ': `axon status` prints what there is, once')
  const url = await parseDatabaseUrl(options.database)
  if (url.isInMemory) {
    throw new CommandError('a database in memory can be seen by its own process only: name a file', 2)
  }
  const open = () => openDatabase(url, { readOnly: true })
  const stop = new StopSignals()
  const quit = new AbortController()
  const live = new LiveDashboard({
    mode: 'watch',
    source: null,
    displayUrl: url.displayUrl,
    onQuit: () => quit.abort(),
    onInterrupt: () => process.kill(process.pid, 'SIGINT'),
    explain: async (activityId, userId) => {
      const database = await open()
      return explainLines(database, activityId, userId).finally(() => database.close())
    },
  })
  try {
    await watchDatabase({
      open,
      tell: (events) => live.sendNow(events),
      textOf: (error) => (error instanceof HaltError ? haltLine(error) : error.message),
      gate: live.gate,
      signal: AbortSignal.any([stop.signal, quit.signal]),
    })
  } finally {
    stop.release()
    await live.end()
  }
  return stop.exitCode ?? 0
}

import { LiveDashboard } from '../../dashboard/live/live-dashboard.ts'
import { watchDatabase } from '../../dashboard/watch/watch-database.ts'
import { HaltError } from '../../domain/halt-error.ts'
import { openDatabase } from '../../stores/open-database.ts'
import type { DatabaseOptions } from '../shared/options.ts'
import { explainLines } from '../shared/show-dashboard.ts'
import { StopSignals } from '../shared/stop-signals.ts'

/** `axon dashboard`. Returns the exit code: 0 for `q`. */
export async function dashboard({ database: url }: DatabaseOptions): Promise<number> {
  if (!process.stdout.isTTY) {
    throw new HaltError('the dashboard needs a terminal: `axon status` prints what there is, once', 2)
  }
  if (url.startsWith('sqlite::memory:')) {
    throw new HaltError('a database in memory can be seen by its own process only: name a file', 2)
  }
  const open = () => openDatabase(url, { readOnly: true })
  const stop = new StopSignals()
  const quit = new AbortController()
  const live = new LiveDashboard({
    mode: 'watch',
    source: null,
    displayUrl: await displayUrlOf(url),
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
      gate: live.gate,
      signal: AbortSignal.any([stop.signal, quit.signal]),
    })
  } finally {
    stop.release()
    await live.end()
  }
  return stop.exitCode ?? 0
}

/** As the user may see it, before it is open. Throws a HaltError, exit 2, for a Postgres URL that can't be read. */
async function displayUrlOf(url: string): Promise<string> {
  if (!url.startsWith('postgres')) return url
  const { connectionUrl } = await import('../../stores/postgres/connection-url.ts')
  return connectionUrl(url).displayUrl
}

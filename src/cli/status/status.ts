import { terminalJson } from '../../domain/shown-text.ts'
import { readStatus } from '../../reads/status.ts'
import type { Database } from '../../stores/database.ts'
import { CommandError } from '../shared/command-error.ts'
import { outputWidth } from '../shared/tables/output-width.ts'
import { usingDatabase } from '../shared/using-database.ts'
import { statusCsv } from './status-csv.ts'
import type { StatusCommandOptions } from './status-options.ts'
import { statusText } from './status-text.ts'
import { watchStatus } from './watch-status.ts'

/** Rows of a list that are looked through on a terminal. */
const ROWS_ON_TERMINAL = 20

/** `axon status`. Returns the exit code. */
export async function status(options: StatusCommandOptions): Promise<number> {
  return usingDatabase(options.database, async (database) => {
    if (options.watch !== undefined)
      return watchStatus(database, options.watch, () => shown(database, options))
    process.stdout.write(await shown(database, options))
    return 0
  })
}

/** What is printed, its last line end included. */
async function shown(
  database: Database,
  { activity, json, csv, limit }: StatusCommandOptions,
): Promise<string> {
  const found = await readStatus(database, { activityId: activity })
  if (activity !== undefined && found.activities.length === 0) {
    throw new CommandError(`campaign activity ${activity} does not exist: \`axon status\` shows all`)
  }
  if (json) return `${terminalJson(found)}\n`
  if (csv) return statusCsv(found, csv)
  const rows = limit ?? (process.stdout.isTTY ? ROWS_ON_TERMINAL : Number.POSITIVE_INFINITY)
  return `${statusText(found, { isOfOne: activity !== undefined, width: outputWidth(), limit: rows })}\n`
}

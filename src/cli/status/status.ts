import { terminalJson } from '../../domain/shown-text.ts'
import { readStatus } from '../../reads/status.ts'
import { CommandError } from '../shared/command-error.ts'
import { usingDatabase } from '../shared/using-database.ts'
import type { StatusCommandOptions } from './status-options.ts'
import { statusText } from './status-text.ts'

/** `axon status`. Returns the exit code. */
export async function status({ database: url, activity, json }: StatusCommandOptions): Promise<number> {
  return usingDatabase(url, async (database) => {
    const found = await readStatus(database, { activityId: activity })
    if (activity !== undefined && found.activities.length === 0) {
      throw new CommandError(`campaign activity ${activity} does not exist: \`axon status\` shows all`)
    }
    process.stdout.write(`${json ? terminalJson(found) : statusText(found, activity !== undefined)}\n`)
    return 0
  })
}

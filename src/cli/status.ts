import { readStatus } from '../operations/status.ts'
import { HaltError } from '../pipeline/halt-error.ts'
import type { StatusCommandOptions } from './status-command.ts'
import { statusText } from './status-text.ts'
import { terminalJson } from './terminal-json.ts'
import { usingDatabase } from './using-database.ts'

/** `axon status`. Returns the exit code. */
export async function status({ database: url, activity, json }: StatusCommandOptions): Promise<number> {
  return usingDatabase(url, async (database) => {
    const found = await readStatus(database, { activityId: activity })
    if (activity !== undefined && found.activities.length === 0) {
      throw new HaltError(`campaign activity ${activity} does not exist: \`axon status\` shows all`)
    }
    process.stdout.write(`${json ? terminalJson(found) : statusText(found, activity !== undefined)}\n`)
    return 0
  })
}

import type { EventStatus } from '../../domain/event-definition.ts'
import { setEventStatus } from '../../operations/events/set-event-status.ts'
import { readEvents } from '../../reads/events/events.ts'
import { usingDatabase } from '../shared/using-database.ts'
import { changeOptionsOf } from './change-options-of.ts'
import { effectText } from './effect-text.ts'
import type { ChangeEventOptions } from './events-options.ts'
import { reportSave } from './report-save.ts'

/** `axon events activate` and `deactivate`. Returns the exit code. */
export async function setStatus(
  id: number,
  status: EventStatus,
  options: ChangeEventOptions,
): Promise<number> {
  const { database: url, json } = options
  return usingDatabase(url, async (database) => {
    reportSave(await setEventStatus(database, id, status, changeOptionsOf(options)), { id, json })
    const [event] = json ? [] : await readEvents(database.query, database.dialect, { id })
    if (event) process.stderr.write(`${await effectText(database, event)}\n`)
    return 0
  })
}

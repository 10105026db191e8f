import type { EventStatus } from '../../domain/event-definition.ts'
import { setEventStatus } from '../../operations/events/set-event-status.ts'
import { readEvents } from '../../reads/events/events.ts'
import { authorOfCommand } from '../shared/identity/author-of-command.ts'
import { usingDatabase } from '../shared/using-database.ts'
import { effectText } from './effect-text.ts'
import type { ChangeEventOptions } from './events-options.ts'
import { reportSave } from './report-save.ts'

/** `axon events activate` and `deactivate`. Returns the exit code. */
export async function setStatus(
  id: number,
  status: EventStatus,
  { database: url, json, revision }: ChangeEventOptions,
): Promise<number> {
  return usingDatabase(url, async (database) => {
    const isExpected = (stored: number): boolean => revision === undefined || stored === revision
    const options = { isExpected, author: authorOfCommand() }
    const result = await setEventStatus(database, id, status, options)
    reportSave(result, { id, json })
    const [event] = json ? [] : await readEvents(database.query, database.dialect, { id })
    if (event) process.stderr.write(`${await effectText(database, event)}\n`)
    return 0
  })
}

import { updateEvent as update } from '../../operations/events/update-event.ts'
import type { TriggerPayload } from '../../reads/events/event-record.ts'
import { CommandError } from '../shared/command-error.ts'
import { usingDatabase } from '../shared/using-database.ts'
import { changeOptionsOf } from './change-options-of.ts'
import { draftOfFlags } from './draft-of-flags.ts'
import type { UpdateEventOptions } from './events-options.ts'
import { readDefinitionFile } from './read-definition-file.ts'
import { reportSave } from './report-save.ts'

/** `axon events update`. Returns the exit code. */
export async function updateEvent(id: number, options: UpdateEventOptions): Promise<number> {
  const { database: url, json, revision: _, ...flags } = options
  const file = flags.file === undefined ? null : readDefinitionFile(flags.file)
  if (Object.keys(draftOfFlags(flags, file, {}).fields).length === 0) {
    throw new CommandError('nothing is to be changed: name a field, or a file with --file', 2)
  }
  return usingDatabase(url, async (database) => {
    const change = (payload: TriggerPayload) => draftOfFlags(flags, file, payload)
    reportSave(await update(database, id, change, changeOptionsOf(options)), { id, json, flags })
    return 0
  })
}

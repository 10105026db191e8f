import { createEvent as create } from '../../operations/events/create-event.ts'
import { authorOfCommand } from '../shared/identity/author-of-command.ts'
import { usingDatabase } from '../shared/using-database.ts'
import { draftOfFlags } from './draft-of-flags.ts'
import type { CreateEventOptions } from './events-options.ts'
import { readDefinitionFile } from './read-definition-file.ts'
import { reportSave } from './report-save.ts'

/** `axon events create`. Returns the exit code. */
export async function createEvent({ database: url, json, ...flags }: CreateEventOptions): Promise<number> {
  const file = flags.file === undefined ? null : readDefinitionFile(flags.file)
  const { fields, ...more } = draftOfFlags(flags, file, {})
  const draft = { ...more, fields: { status: 'INACTIVE', ...fields } }
  return usingDatabase(url, async (database) => {
    reportSave(await create(database, draft, authorOfCommand()), { id: null, json, flags })
    return 0
  })
}

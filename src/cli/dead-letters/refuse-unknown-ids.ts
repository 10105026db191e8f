import { namedDeadLetters } from '../../reads/dead-letters/named-dead-letters.ts'
import type { Database } from '../../stores/database.ts'
import { CommandError } from '../shared/command-error.ts'

/** @throws CommandError that names the first id which no dead letter has. Answers with how many are not PENDING. */
export async function refuseUnknownIds(database: Database, ids: readonly number[]): Promise<number> {
  const { unknown, notPending } = await namedDeadLetters(database, ids)
  if (unknown !== undefined) throw unknownId(unknown)
  return notPending
}

export const unknownId = (id: number): CommandError =>
  new CommandError(`dead letter ${id} does not exist: \`axon dead-letters list --all\` shows all`)

import { listDeadLetters } from '../../reads/dead-letters.ts'
import type { Database } from '../../stores/database.ts'
import { CommandError } from '../shared/command-error.ts'

/** @throws CommandError that names the first id which no dead letter has. Answers with how many are not PENDING. */
export async function refuseUnknownIds(database: Database, ids: readonly number[]): Promise<number> {
  const found = await listDeadLetters(database, { ids }, { limit: Math.max(1, ids.length) })
  const statusOf = new Map(found.map(({ id, status }) => [id, status]))
  const unknown = ids.find((id) => !statusOf.has(id))
  if (unknown !== undefined) throw unknownId(unknown)
  return found.filter(({ status }) => status !== 'PENDING').length
}

export const unknownId = (id: number): CommandError =>
  new CommandError(`dead letter ${id} does not exist: \`axon dead-letters list --all\` shows all`)

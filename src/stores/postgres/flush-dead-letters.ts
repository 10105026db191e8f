import { SourceName } from '../../domain/source-name.ts'
import type { Changes } from '../../pipeline/changes.ts'
import type { RowIds } from '../columns/row-ids.ts'
import type { PostgresConnection } from './connection.ts'
import { saveDeadLetters } from './flush-statements.ts'
import { run } from './statements.ts'

/** Keeps the dead letters of a batch, and what became of those that were retried. */
export async function flushDeadLetters(
  connection: PostgresConnection,
  { deadLetters, retriedDeadLetters }: Changes,
  ids: RowIds,
): Promise<void> {
  if (deadLetters.length + retriedDeadLetters.length === 0) return
  const createdAt = Date.now()
  const letters = deadLetters.map((letter) => {
    const { position, readAgain } = letter.request
    return {
      ...letter,
      createdAt,
      asideName: readAgain ? new SourceName(position.at.source).setAside(createdAt).text : null,
    }
  })
  const kept = letters.filter(({ request }) => request.deadLetterId === null)
  const failedAgain = letters.filter(({ request }) => request.deadLetterId !== null)
  await run(
    connection,
    saveDeadLetters,
    saveDeadLetters.parameters(ids, kept, failedAgain, retriedDeadLetters),
  )
}

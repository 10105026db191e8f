import { SourceName } from '../../domain/source-name.ts'
import type { Changes } from '../../pipeline/changes.ts'
import type { RowIds } from '../columns/row-ids.ts'
import { saveDeadLetters } from './flush-statements.ts'
import type { BoundStatement } from './statements.ts'

/** Keeps the dead letters of a batch, and what became of those that were retried. */
export function flushDeadLetters(
  { deadLetters, retriedDeadLetters }: Changes,
  ids: RowIds,
): BoundStatement[] {
  if (deadLetters.length + retriedDeadLetters.length === 0) return []
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
  return [saveDeadLetters.bound(ids, kept, failedAgain, retriedDeadLetters)]
}

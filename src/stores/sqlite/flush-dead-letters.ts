import { SourceName } from '../../domain/source-name.ts'
import type { Changes } from '../../pipeline/changes.ts'
import { deadLetterColumns } from '../columns/dead-letter-columns.ts'
import type { RowIds } from '../columns/row-ids.ts'
import { rowReader, valuesOf } from './row-reader.ts'
import type { Statements } from './statements.ts'

const readDeadLetter = rowReader(deadLetterColumns)

/** Keeps the dead letters of a batch, and what became of those that were retried. */
export function flushDeadLetters(statements: Statements, changes: Changes, ids: RowIds): void {
  const createdAt = Date.now()
  for (const { request, deadLetter } of changes.deadLetters) {
    if (request.deadLetterId !== null) {
      statements.updateDeadLetter.run(deadLetter.reason, deadLetter.error, request.deadLetterId)
      continue
    }
    if (request.readAgain) {
      const { raw, position } = request
      const { source, partition } = position.at
      const name = new SourceName(source).setAside(createdAt).text
      const aside = statements.setChangedDeadLetterAside.run(name, source, partition, raw.offset, raw.value)
      if (aside.changes > 0) statements.reachPosition.run(name, partition, raw.offset + 1)
    }
    statements.insertDeadLetter.run(valuesOf(readDeadLetter, { request, deadLetter, createdAt }, ids))
  }
  for (const id of changes.retriedDeadLetters) statements.markRetried.run(id)
}

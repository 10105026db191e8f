import type { SourcePartition } from '../../domain/message-position.ts'
import { SourceName } from '../../domain/source-name.ts'
import { FencedError } from '../../pipeline/commit/fenced-error.ts'
import type { SourcePosition, SourceSlice } from '../../pipeline/source-slice.ts'
import { positionColumns } from '../columns/position-columns.ts'
import { NO_ROW_IDS, type SourceIds } from '../columns/row-ids.ts'
import type { SqliteConnection } from './connection.ts'
import { insertInto } from './insert-into.ts'
import { rowReader, valuesOf } from './row-reader.ts'
import type { Statements } from './statements.ts'

const readPosition = rowReader(positionColumns)

/** Moves all positions by compare-and-set, and makes sure that retried dead letters are PENDING. @throws FencedError if not. */
export function claim(
  connection: SqliteConnection,
  statements: Statements,
  slices: readonly SourceSlice[],
): SourceIds {
  const ids: SourceIds = new Map()
  for (const { at, claim } of slices) {
    if (claim.kind === 'advance') {
      const id = advance(statements, at, claim.from, claim.to)
      if (claim.from && claim.to.nextOffset < claim.from.nextOffset) {
        setAside(connection, at, id, claim.from, claim.to.nextOffset)
      }
      ids.set(at, id)
    } else {
      if (!claim.deadLetterIds.every((id) => statements.isPending.get(id))) throw new FencedError(at)
      const id = statements.sourceId.get(at.source, at.partition) as number | undefined
      ids.set(at, id ?? advance(statements, at, null, { nextOffset: 0, fingerprint: null }))
    }
  }
  return ids
}

function advance(
  statements: Statements,
  at: SourcePartition,
  from: SourcePosition | null,
  to: SourcePosition,
): number {
  const row = from
    ? statements.advancePosition.get(to.nextOffset, to.fingerprint, at.source, at.partition, from.nextOffset)
    : statements.firstPosition.get(valuesOf(readPosition, { at, to }, NO_ROW_IDS))
  if (!row) throw new FencedError(at)
  return (row as { id: number }).id
}

/**
 * The source starts over below positions that were processed: what is stored for those is kept under another source name,
 * so that new messages at the same offsets are new.
 */
function setAside(
  connection: SqliteConnection,
  at: SourcePartition,
  id: number,
  from: SourcePosition,
  offset: number,
): void {
  const name = new SourceName(at.source).setAside(Date.now()).text
  const { lastInsertRowid: oldId } = connection
    .prepare(insertInto('source_offsets', positionColumns))
    .run(valuesOf(readPosition, { at: { ...at, source: name }, to: from }, NO_ROW_IDS))
  for (const table of ['campaign_activity_entries', 'event_occurrences', 'repeated_requests']) {
    connection
      .prepare(`UPDATE ${table} SET source_id = ? WHERE source_id = ? AND source_offset >= ?`)
      .run(oldId, id, offset)
  }
  connection
    .prepare('UPDATE dead_letters SET source = ? WHERE source = ? AND partition = ? AND offset >= ?')
    .run(name, at.source, at.partition, offset)
}

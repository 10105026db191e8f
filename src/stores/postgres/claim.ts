import type { SourcePartition } from '../../domain/message-position.ts'
import { partitionKey } from '../../domain/partition-key.ts'
import { SourceName } from '../../domain/source-name.ts'
import { FencedError } from '../../pipeline/commit/fenced-error.ts'
import type { SourcePosition, SourceSlice } from '../../pipeline/source-slice.ts'
import { NO_ROW_IDS, type SourceIds } from '../columns/row-ids.ts'
import { bigints } from './array-parameters.ts'
import { type Advance, claimDeadLetters, claimPositions, setPositionsAside } from './claim-statements.ts'
import type { PostgresConnection } from './connection.ts'
import { run } from './statements.ts'

/** Moves all positions by compare-and-set, and makes sure that retried dead letters are PENDING. @throws FencedError if not. */
export async function claim(
  connection: PostgresConnection,
  slices: readonly SourceSlice[],
): Promise<SourceIds> {
  const advances = new Map<string, Advance>()
  const retried = new Map<string, SourcePartition>()
  for (const { at, claim } of slices) {
    if (claim.kind === 'retry') retried.set(partitionKey(at), at)
    else addAdvance(advances, at, claim.from, claim.to)
  }
  const stored = await positions(connection, [...advances.values()], [...retried.values()])
  const ids: SourceIds = new Map()
  for (const { at } of slices) {
    const id = stored.get(partitionKey(at))
    if (id === undefined) throw new FencedError(at)
    ids.set(at, id)
  }
  await deadLetters(connection, slices)
  await setAside(connection, slices, ids)
  return ids
}

/** Slices that follow each other in one partition move its position once. */
function addAdvance(
  advances: Map<string, Advance>,
  at: SourcePartition,
  from: SourcePosition | null,
  to: SourcePosition,
): void {
  const earlier = advances.get(partitionKey(at))
  if (!earlier) advances.set(partitionKey(at), { at, from, to })
  else if (earlier.to.nextOffset === from?.nextOffset) advances.set(partitionKey(at), { ...earlier, to })
  else throw new FencedError(at)
}

async function positions(
  connection: PostgresConnection,
  advances: readonly Advance[],
  retried: readonly SourcePartition[],
): Promise<Map<string, number>> {
  const wanted = claimPositions.parameters(
    NO_ROW_IDS,
    advances,
    retried.map((at) => ({ at })),
  )
  const rows = await run<SourcePartition & { id: number }>(connection, claimPositions, wanted)
  return new Map(rows.map((row) => [partitionKey(row), row.id]))
}

/** Locks them: who retries one of them at the same time waits, and finds it no longer PENDING. */
async function deadLetters(connection: PostgresConnection, slices: readonly SourceSlice[]): Promise<void> {
  const wanted = slices.flatMap(({ claim }) => (claim.kind === 'retry' ? claim.deadLetterIds : []))
  if (wanted.length === 0) return
  const rows = await run<{ id: number }>(connection, claimDeadLetters, [bigints(wanted)])
  const pending = new Set(rows.map(({ id }) => id))
  for (const { at, claim } of slices) {
    if (claim.kind === 'retry' && !claim.deadLetterIds.every((id) => pending.has(id)))
      throw new FencedError(at)
  }
}

/**
 * The source starts over below positions that were processed: what is stored for those is kept under another source name,
 * so that new messages at the same offsets are new.
 */
async function setAside(
  connection: PostgresConnection,
  slices: readonly SourceSlice[],
  ids: SourceIds,
): Promise<void> {
  const now = Date.now()
  const givenUp = slices.flatMap(({ at, claim }) => {
    if (claim.kind !== 'advance' || !claim.from || claim.to.nextOffset >= claim.from.nextOffset) return []
    const name = new SourceName(at.source).setAside(now).text
    return [{ id: ids.get(at)!, at, until: claim.from, offset: claim.to.nextOffset, name }]
  })
  if (givenUp.length === 0) return
  await run(connection, setPositionsAside, setPositionsAside.parameters(NO_ROW_IDS, givenUp))
}

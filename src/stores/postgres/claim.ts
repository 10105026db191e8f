import type { SourcePartition } from '../../domain/message-position.ts'
import { SourceName } from '../../domain/source-name.ts'
import { FencedError } from '../../pipeline/commit/fenced-error.ts'
import type { SourcePosition, SourceSlice } from '../../pipeline/source-slice.ts'
import { bigints } from './array-parameters.ts'
import { claimDeadLetters, claimPositions, setPositionsAside } from './claim-statements.ts'
import type { PostgresConnection } from './connection.ts'
import { run } from './statements.ts'

/** Ids of `source_offsets` rows, by the slices' partitions. */
export type SourceIds = Map<SourcePartition, number>

interface Advance {
  readonly at: SourcePartition
  readonly from: SourcePosition | null
  to: SourcePosition
}

/** Moves all positions by compare-and-set, and makes sure that retried dead letters are PENDING, or throws {@link FencedError}. */
export async function claim(
  connection: PostgresConnection,
  slices: readonly SourceSlice[],
): Promise<SourceIds> {
  const advances = new Map<string, Advance>()
  const retried = new Map<string, SourcePartition>()
  for (const { at, claim } of slices) {
    if (claim.kind === 'retry') retried.set(keyOf(at), at)
    else addAdvance(advances, at, claim.from, claim.to)
  }
  const stored = await positions(connection, [...advances.values()], [...retried.values()])
  const ids: SourceIds = new Map()
  for (const { at } of slices) {
    const id = stored.get(keyOf(at))
    if (id === undefined) throw new FencedError(at)
    ids.set(at, id)
  }
  await deadLetters(connection, slices)
  await setAside(connection, slices, ids)
  return ids
}

const keyOf = ({ source, partition }: SourcePartition) => `${partition} ${source}`

/** Slices that follow each other in one partition move its position once. */
function addAdvance(
  advances: Map<string, Advance>,
  at: SourcePartition,
  from: SourcePosition | null,
  to: SourcePosition,
): void {
  const earlier = advances.get(keyOf(at))
  if (!earlier) advances.set(keyOf(at), { at, from, to })
  else if (earlier.to.nextOffset === from?.nextOffset) earlier.to = to
  else throw new FencedError(at)
}

async function positions(
  connection: PostgresConnection,
  advances: readonly Advance[],
  retried: readonly SourcePartition[],
): Promise<Map<string, number>> {
  const rows = await run<SourcePartition & { id: number }>(connection, claimPositions, [
    advances.map(({ at }) => at.source),
    bigints(advances.map(({ at }) => at.partition)),
    bigints(advances.map(({ from }) => from?.nextOffset ?? null)),
    bigints(advances.map(({ to }) => to.nextOffset)),
    advances.map(({ to }) => to.fingerprint),
    retried.map(({ source }) => source),
    bigints(retried.map(({ partition }) => partition)),
  ])
  return new Map(rows.map((row) => [keyOf(row), row.id]))
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
  const given = slices.flatMap(({ at, claim }) => {
    if (claim.kind !== 'advance' || !claim.from || claim.to.nextOffset >= claim.from.nextOffset) return []
    return [{ at, from: claim.from, offset: claim.to.nextOffset }]
  })
  if (given.length === 0) return
  const now = Date.now()
  await run(connection, setPositionsAside, [
    bigints(given.map(({ at }) => ids.get(at)!)),
    given.map(({ at }) => at.source),
    bigints(given.map(({ at }) => at.partition)),
    bigints(given.map(({ from }) => from.nextOffset)),
    given.map(({ from }) => from.fingerprint),
    bigints(given.map(({ offset }) => offset)),
    given.map(({ at }) => new SourceName(at.source).setAside(now).text),
  ])
}

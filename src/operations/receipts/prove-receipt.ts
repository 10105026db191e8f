import { sql } from 'drizzle-orm/sql'
import type { MessagePlace } from '../../domain/message-place.ts'
import { SourceName } from '../../domain/source-name.ts'
import { explain } from '../../reads/explain.ts'
import type { Explanation } from '../../reads/explanation.ts'
import type { Database } from '../../stores/database.ts'
import { COUNT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import type { Receipt } from './receipt.ts'
import type { ReceiptProof } from './receipt-proof.ts'
import { fieldsOf, proofOfFields, type UnsignedFields } from './unsigned-fields.ts'

const NEXT_OFFSET = rowShape('next offset', { nextOffset: COUNT })

/** Holds a receipt against the database, and what was said with it (CONTRACT §10). */
export async function proveReceipt(
  database: Database,
  receipt: Receipt,
  said: UnsignedFields = {},
): Promise<ReceiptProof> {
  const nextOffset = await nextOffsetOf(database, receipt.position)
  const entry = await explain(database, receipt)
  if (receipt.outcome === 'pending') return proofOfPending(receipt, nextOffset, entry)
  const { activityId, userId, position } = receipt
  if (nextOffset === null || nextOffset <= position.offset) {
    return differing(
      `the database has not seen ${textOf(position)}: it holds less than was there when the receipt was given`,
    )
  }
  if (!entry) return differing(`the database has no entry of user ${userId} for activity ${activityId}`)
  return receipt.outcome === 'rejected'
    ? proofOfRejection(receipt, entry, said)
    : bothOf(proofOfApproval(receipt, entry), proofOfFields(said, fieldsOf(entry)))
}

/** Approvals never change; a duplicate is told the approval that stands. */
function proofOfApproval(receipt: Receipt, entry: Explanation): ReceiptProof {
  if (entry.outcome !== 'approved') return differing(`the entry is ${entry.outcome}: ${entry.rejectReason}`)
  const isThere =
    isSame(entry.position, receipt.position) ||
    (receipt.outcome === 'duplicate' && laterAt(entry, receipt.position)?.outcome === 'duplicate')
  return {
    differences: [
      ...(entry.sequence === receipt.sequence
        ? []
        : [`the sequence is ${entry.sequence}, not ${receipt.sequence}`]),
      ...(entry.processedAt === receipt.decidedAt
        ? []
        : [`it was decided at ${instant(entry.processedAt)}, not ${instant(receipt.decidedAt)}`]),
      ...(isThere ? [] : [`${textOf(receipt.position)} is no request of this user that was answered so`]),
    ],
    note: null,
  }
}

/** A rejected entry is decided again when its user asks again. */
function proofOfRejection(receipt: Receipt, entry: Explanation, said: UnsignedFields): ReceiptProof {
  const { position } = receipt
  const kept = fieldsOf(entry)
  if (isSame(entry.position, position)) {
    if (entry.outcome !== 'rejected') return differing(`the request is ${entry.outcome}, not rejected`)
    const isThen = entry.processedAt === receipt.decidedAt
    return bothOf(
      isThen
        ? PROVEN
        : differing(`it was decided at ${instant(entry.processedAt)}, not ${instant(receipt.decidedAt)}`),
      proofOfFields(said, kept),
    )
  }
  // Until the approval the instant of the first request stays.
  const requestedAt = entry.outcome === 'rejected' ? kept.requestedAt : undefined
  const later = laterAt(entry, position)
  if (later)
    return later.outcome === 'rejected'
      ? proofOfFields(said, { requestedAt, reason: later.rejectReason })
      : differing(`the request is ${later.outcome}, not rejected`)
  const wasDecidedAgain =
    entry.laterRequests.some(({ decided }) => decided) && entry.processedAt >= (receipt.decidedAt ?? 0)
  if (!wasDecidedAgain) return differing(`${textOf(position)} is no request of this user`)
  const note = `the user asked again, and is ${entry.outcome} since: of the first request only its instant is kept`
  return bothOf({ differences: [], note }, proofOfFields(said, { requestedAt }))
}

function proofOfPending(
  { position }: Receipt,
  nextOffset: number | null,
  entry: Explanation | null,
): ReceiptProof {
  if (nextOffset === null || nextOffset <= position.offset)
    return { differences: [], note: 'the request is not decided yet' }
  return {
    differences: [],
    note: entry ? `the request is decided: ${entry.why}` : 'the request is decided: it has no entry',
  }
}

async function nextOffsetOf(
  { query }: Database,
  { source, partition }: MessagePlace,
): Promise<number | null> {
  const [row] = await query(
    sql`SELECT next_offset AS "nextOffset" FROM source_offsets WHERE source = ${source} AND partition = ${partition}`,
    NEXT_OFFSET,
  )
  return row?.nextOffset ?? null
}

function bothOf(one: ReceiptProof, other: ReceiptProof): ReceiptProof {
  return {
    differences: [...one.differences, ...other.differences],
    note: [one.note, other.note].filter((note) => note !== null).join('; ') || null,
  }
}

const PROVEN: ReceiptProof = { differences: [], note: null }
const differing = (difference: string): ReceiptProof => ({ differences: [difference], note: null })

const laterAt = ({ laterRequests }: Explanation, position: MessagePlace) =>
  laterRequests.find((later) => isSame(later.position, position))

const isSame = (a: MessagePlace, b: MessagePlace): boolean =>
  a.source === b.source && a.partition === b.partition && a.offset === b.offset

const textOf = ({ source, partition, offset }: MessagePlace): string =>
  new SourceName(source).place(partition, offset)

const instant = (epochMs: number | null): string =>
  epochMs === null ? 'never' : new Date(epochMs).toISOString()

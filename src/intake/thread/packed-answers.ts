import type { SourcePartition } from '../../domain/message-position.ts'
import type { EntryOnRecord } from '../../domain/sale/entry-on-record.ts'
import type { Decided, OutletAnswer } from '../outlet.ts'

/** Answers on their way to another thread, as columns: as objects their fields' names would be most of what is copied. */
export interface PackedAnswers {
  readonly ids: readonly number[]
  /** Of those that were decided: see {@link row}; else the answer itself. */
  readonly rows: readonly (DecidedRow | Exclude<OutletAnswer, Decided>)[]
}

type Entry = readonly [
  campaignActivityId: EntryOnRecord['campaignActivityId'],
  userId: EntryOnRecord['userId'],
  productId: EntryOnRecord['productId'],
  quantity: EntryOnRecord['quantity'],
  price: EntryOnRecord['price'],
  status: EntryOnRecord['status'],
  rejectReason: EntryOnRecord['rejectReason'],
  sequence: EntryOnRecord['sequence'],
  requestedAt: EntryOnRecord['requestedAt'],
  processedAt: EntryOnRecord['processedAt'],
  at: SourcePartition,
  offset: number,
]

type DecidedRow = readonly [
  outcome: Decided['outcome'],
  at: SourcePartition,
  offset: number,
  entry: Entry | null,
]

export const packAnswers = (answers: readonly (readonly [number, OutletAnswer])[]): PackedAnswers => ({
  ids: answers.map(([id]) => id),
  rows: answers.map(([, answer]) => (answer.state === 'decided' ? row(answer) : answer)),
})

export const unpackAnswers = ({ ids, rows }: PackedAnswers): (readonly [number, OutletAnswer])[] =>
  ids.map((id, index) => {
    const one = rows[index]!
    return [id, 'state' in one ? one : decided(one)] as const
  })

/** Objects that many share, such as outcomes and partitions, are copied once per message. */
const row = ({ outcome, entry, position }: Decided): DecidedRow => [
  outcome,
  position.at,
  position.offset,
  entry && [
    entry.campaignActivityId,
    entry.userId,
    entry.productId,
    entry.quantity,
    entry.price,
    entry.status,
    entry.rejectReason,
    entry.sequence,
    entry.requestedAt,
    entry.processedAt,
    entry.position.at,
    entry.position.offset,
  ],
]

const decided = ([outcome, at, offset, entry]: DecidedRow): Decided => ({
  state: 'decided',
  outcome,
  entry: entry && entryOf(entry),
  position: { at, offset },
})

function entryOf([
  campaignActivityId,
  userId,
  productId,
  quantity,
  price,
  status,
  rejectReason,
  sequence,
  requestedAt,
  processedAt,
  at,
  offset,
]: Entry): EntryOnRecord {
  return {
    campaignActivityId,
    userId,
    productId,
    quantity,
    price,
    status,
    rejectReason,
    sequence,
    requestedAt,
    processedAt,
    position: { at, offset },
  }
}

import type { FetchedPartition } from './kafkajs-decoding.ts'

const ABORT_MARKER = Buffer.from([0, 0, 0, 0])

/**
 * Hides the records of aborted transactions. kafkajs takes the list of those for sorted by where they began (brokers sort it by
 * where they ended), begins one per record at most, and takes any record with four zero bytes as its key for the end of one.
 */
export function hideAborted(partition: FetchedPartition): void {
  const { abortedTransactions, messages } = partition
  if (!abortedTransactions || abortedTransactions.length === 0) return
  const toBegin = abortedTransactions
    .map(({ producerId, firstOffset }) => ({ producerId, firstOffset: Number(firstOffset) }))
    .sort((one, other) => one.firstOffset - other.firstOffset)
  const aborting = new Set<string>()
  let next = 0
  for (const record of messages) {
    for (
      let begun = toBegin[next];
      begun && begun.firstOffset <= Number(record.offset);
      begun = toBegin[next]
    ) {
      aborting.add(begun.producerId)
      next += 1
    }
    if (!record.batchContext) continue
    const { producerId, inTransaction } = record.batchContext
    if (!record.isControlRecord) {
      if (inTransaction && aborting.has(producerId)) record.isControlRecord = true
    } else if (record.key?.equals(ABORT_MARKER)) aborting.delete(producerId)
  }
  partition.abortedTransactions = []
}

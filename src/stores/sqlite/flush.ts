import { SourceName } from '../../domain/source-name.ts'
import type { Changes, SavedEntry } from '../../pipeline/changes.ts'
import type { SourceIds } from './claim.ts'
import type { Statements } from './statements.ts'

/** Writes what the batch changed. Rows get their ids in the order of the messages, whatever the batch size. */
export function flush(statements: Statements, changes: Changes, sourceIds: SourceIds): void {
  const entryIds = new Map<number, Map<number, number>>()
  for (const saved of changes.entries) {
    const { campaignActivityId, userId } = saved.entry
    const id = saveEntry(statements, saved, sourceIds)
    const ids = entryIds.get(campaignActivityId)
    if (ids) ids.set(userId, id)
    else entryIds.set(campaignActivityId, new Map([[userId, id]]))
  }
  for (const [productId, quantity] of changes.stockTaken) {
    const { changes: rows } = statements.takeStock.run(quantity, productId, quantity)
    if (rows !== 1) throw new Error(`stock guard: product ${productId} can't give ${quantity}`)
  }
  for (const [activityId, count] of changes.approvals) statements.addApprovals.run(count, activityId)
  // In the order of the table, so that neighbours are written together.
  const summaries = [...changes.summaries.values()].sort((a, b) => a.userId - b.userId)
  for (const { userId, lastPurchaseAt, lastLoginAt } of summaries) {
    statements.mergeSummary.run(userId, lastPurchaseAt, lastLoginAt)
  }
  for (const { entry, position, ...occurrence } of changes.occurrences) {
    statements.insertOccurrence.run(
      occurrence.eventId,
      occurrence.occurredAt,
      occurrence.userId,
      occurrence.pageUrl,
      occurrence.context,
      occurrence.messageId,
      entry && entryIds.get(entry.campaignActivityId)?.get(entry.userId),
      sourceIds.get(position.at),
      position.offset,
      occurrence.checksum,
    )
  }
  for (const { position, outcome, ...request } of changes.repeatedRequests) {
    statements.insertRepeatedRequest.run(
      sourceIds.get(position.at),
      position.offset,
      request.campaignActivityId,
      request.userId,
      request.requestedAt,
      outcome.outcome,
      outcome.outcome === 'rejected' ? outcome.reason : null,
    )
  }
  flushDeadLetters(statements, changes)
}

function saveEntry(statements: Statements, { entry, isNew }: SavedEntry, sourceIds: SourceIds): number {
  const { campaignActivityId, userId } = entry
  const values = [
    entry.productId,
    entry.quantity,
    entry.price,
    entry.status,
    entry.rejectReason,
    entry.sequence,
    entry.requestedAt,
    entry.processedAt,
    sourceIds.get(entry.position.at),
    entry.position.offset,
    entry.stockSeen,
    entry.approvedSeen,
  ]
  if (isNew) return Number(statements.insertEntry.run(campaignActivityId, userId, ...values).lastInsertRowid)
  const id = statements.updateEntry.get(...values, campaignActivityId, userId) as number | undefined
  if (id === undefined) throw new Error(`entry guard: (${campaignActivityId}, ${userId}) is not REJECTED`)
  return id
}

function flushDeadLetters(statements: Statements, changes: Changes): void {
  const createdAt = Date.now()
  for (const { request, deadLetter } of changes.deadLetters) {
    const { reason, error } = deadLetter
    if (request.deadLetterId !== null) {
      statements.updateDeadLetter.run(reason, error, request.deadLetterId)
      continue
    }
    const { raw, slice, position, readAgain } = request
    const { source, partition } = position.at
    if (readAgain) {
      const name = new SourceName(source).setAside(createdAt).text
      const aside = statements.setChangedDeadLetterAside.run(name, source, partition, raw.offset, raw.value)
      if (aside.changes > 0) statements.reachPosition.run(name, partition, raw.offset + 1)
    }
    statements.insertDeadLetter.run(
      source,
      partition,
      raw.offset,
      raw.key,
      raw.value,
      reason,
      error,
      createdAt,
      slice.messageKind,
      raw.recordTime,
    )
  }
  for (const id of changes.retriedDeadLetters) statements.markRetried.run(id)
}

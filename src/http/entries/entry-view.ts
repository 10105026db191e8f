import type { EntryOnRecord } from '../../domain/sale/entry-on-record.ts'

/** An entry as its user sees it (CONTRACT §10, *Answers to an entry*). */
export function entryView(outcome: 'approved' | 'rejected' | 'duplicate', entry: EntryOnRecord): object {
  return {
    outcome,
    activityId: entry.campaignActivityId,
    userId: entry.userId,
    productId: entry.productId,
    quantity: entry.quantity,
    price: entry.price,
    sequence: entry.sequence,
    reason: entry.rejectReason,
    requestedAt: new Date(entry.requestedAt).toISOString(),
    decidedAt: new Date(entry.processedAt).toISOString(),
  }
}

/** Changes whenever the entry does. */
export function entryTag({ processedAt, position, sequence }: EntryOnRecord): string {
  return `"${processedAt.toString(36)}-${position.at.partition}-${position.offset.toString(36)}-${sequence ?? 'r'}"`
}

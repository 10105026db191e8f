import type { MessagePosition } from '../../domain/message-position.ts'
import type { EntryOnRecord } from '../../domain/sale/entry-on-record.ts'
import { isoTexts } from '../../domain/text/iso-texts.ts'
import type { ReceiptSigner } from '../../operations/receipts/receipt-signer.ts'

const requestedText = isoTexts()
const decidedText = isoTexts()

/** An entry as its user sees it (CONTRACT §10, *Answers to an entry*). `position`: of the request that is answered. */
export function entryView(
  receipts: ReceiptSigner,
  outcome: 'approved' | 'rejected' | 'duplicate',
  entry: EntryOnRecord,
  { at, offset }: MessagePosition,
): Promise<object> {
  const { campaignActivityId: activityId, userId, sequence, processedAt: decidedAt } = entry
  const position = { source: at.source, partition: at.partition, offset }
  const receipt = receipts.sign({ activityId, userId, outcome, sequence, decidedAt, position })
  // Not `async`: each promise on the way of an answer is paid for by every request.
  return receipt.then((receipt) => ({
    outcome,
    activityId: entry.campaignActivityId,
    userId: entry.userId,
    productId: entry.productId,
    quantity: entry.quantity,
    price: entry.price,
    sequence: entry.sequence,
    reason: entry.rejectReason,
    requestedAt: requestedText(entry.requestedAt),
    decidedAt: decidedText(entry.processedAt),
    receipt,
  }))
}

/** Changes whenever the entry does. */
export function entryTag({ processedAt, position, sequence }: EntryOnRecord): string {
  return `"${processedAt.toString(36)}-${position.at.partition}-${position.offset.toString(36)}-${sequence ?? 'r'}"`
}

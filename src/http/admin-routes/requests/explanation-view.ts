import type { EntryExplanation } from '../../../admin-api/requests.ts'
import { isoInstant } from '../../../domain/iso-instant.ts'
import { isoOrNull } from '../../../domain/text/iso-or-null.ts'
import type { ReceiptSigner } from '../../../operations/receipts/receipt-signer.ts'
import type { Explanation } from '../../../reads/explanation.ts'

/** Why a user was approved or rejected, with a receipt of that. */
export async function explanationView(
  explanation: Explanation,
  receipts: ReceiptSigner,
): Promise<EntryExplanation> {
  const { activity, occurrence, laterRequests, userId, outcome, sequence, processedAt, position } =
    explanation
  return {
    ...explanation,
    activity: {
      ...activity,
      startDate: isoOrNull(activity.startDate),
      endDate: isoOrNull(activity.endDate),
    },
    requestedAt: isoInstant(explanation.requestedAt),
    processedAt: isoInstant(processedAt),
    occurrence: occurrence && { ...occurrence, occurredAt: isoInstant(occurrence.occurredAt) },
    laterRequests: laterRequests.map((later) => ({ ...later, requestedAt: isoInstant(later.requestedAt) })),
    receipt: await receipts.sign({
      activityId: activity.id,
      userId,
      outcome,
      sequence,
      decidedAt: processedAt,
      position,
    }),
  }
}

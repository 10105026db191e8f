import type { MessagePosition } from '../../domain/message-position.ts'
import type { ReceiptSigner } from '../../operations/receipts/receipt-signer.ts'
import type { Answer } from '../routes/answer.ts'

const POLL_AFTER_MS = 1_000

export interface PendingRequest {
  readonly activityId: number
  readonly userId: number
  readonly position: MessagePosition
}

/** The request is with the brokers and not decided yet: where its user can ask for the decision. */
export async function pendingAnswer(receipts: ReceiptSigner, pending: PendingRequest): Promise<Answer> {
  const { activityId, userId, position } = pending
  const receipt = await receipts.sign({
    activityId,
    userId,
    outcome: 'pending',
    sequence: null,
    decidedAt: null,
    position: { ...position.at, offset: position.offset },
  })
  const statusUrl = `/v1/activities/${activityId}/entries/me?receipt=${receipt}`
  return {
    status: 202,
    outcome: 'pending',
    body: { outcome: 'pending', activityId, userId, receipt, statusUrl, pollAfterMs: POLL_AFTER_MS },
    headers: { 'retry-after': String(POLL_AFTER_MS / 1_000) },
  }
}

import type { OutletMessage } from './outlet.ts'

/** A user's request for an activity, checked. */
export interface EntryRequested {
  readonly activityType: string
  readonly activityId: number
  readonly userId: number
  readonly quantity: number
  /** Null: the activity's product. */
  readonly productId: number | null
  /** The server's clock at its arrival, epoch ms. */
  readonly arrivedAt: number
}

/** The campaign-activity command of a request (CONTRACT §1). */
export function entryMessage(requested: EntryRequested): OutletMessage {
  const { activityType, activityId, userId, quantity, productId, arrivedAt } = requested
  const command = {
    campaignActivityType: activityType,
    campaignActivityId: activityId,
    userId,
    ...(productId !== null && { productId }),
    timestamp: arrivedAt,
    quantity,
  }
  return {
    kind: 'command',
    key: String(activityId),
    value: Buffer.from(JSON.stringify(command)),
    arrivedAt,
  }
}

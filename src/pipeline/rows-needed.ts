import type { BatchMessage } from './batch-message.ts'
import type { RowsNeeded } from './rows.ts'
import { PURCHASE_TRIGGER } from './trigger-strategies/purchase.ts'

/** Collects the keys of the rows that these messages can touch. */
export function rowsNeeded(messages: readonly BatchMessage[]): RowsNeeded {
  const needed: RowsNeeded = {
    productIds: new Set(),
    entries: new Map(),
    eventIds: new Set(),
    triggerTypes: new Set(),
    messageIds: new Set(),
    reread: [],
  }
  for (const request of messages) addRows(needed, request)
  return needed
}

function addRows(needed: RowsNeeded, { message, position, checksum, readAgain }: BatchMessage): void {
  if ('outcome' in message) return
  if (message.eventId !== null) needed.eventIds.add(message.eventId)
  if (message.kind === 'command') {
    const users = needed.entries.get(message.campaignActivityId)
    if (users) users.add(message.userId)
    else {
      // The first request for its activity.
      needed.entries.set(message.campaignActivityId, new Set([message.userId]))
      needed.triggerTypes.add(PURCHASE_TRIGGER)
    }
    if (message.productId !== null) needed.productIds.add(message.productId)
    return
  }
  if (message.triggerType !== null) needed.triggerTypes.add(message.triggerType)
  if (message.messageId !== null) needed.messageIds.add(message.messageId)
  if (readAgain && checksum !== null) needed.reread.push({ position, checksum })
}

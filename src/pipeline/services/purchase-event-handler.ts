import { PURCHASE_TRIGGER } from '../trigger-strategies/purchase.ts'
import type { EventOccurrenceService } from './event-occurrence-service.ts'
import type { EventHandler } from './event-publisher.ts'

/** What an approved entry means for the shop (CONTRACT §2, *Approval*): stock, the user's summary and an occurrence. */
export function purchaseEventHandler(occurrences: EventOccurrenceService): EventHandler {
  return ({ entry, eventId }, { request, work }) => {
    const { campaignActivityId, productId, quantity, userId, requestedAt } = entry
    work.decreaseStock(productId, quantity)
    work.updateSummary(userId, { lastPurchaseAt: requestedAt })
    const outcome = occurrences.record(
      {
        triggerType: PURCHASE_TRIGGER,
        eventId,
        occurredAt: requestedAt,
        userId,
        pageUrl: null,
        context: JSON.stringify({ campaignActivityId, productId, quantity }),
        messageId: null,
        browser: null,
      },
      { entry: { campaignActivityId, userId }, position: request.position, checksum: null },
      work,
    )
    return outcome.outcome === 'dead_letter' ? outcome : undefined
  }
}

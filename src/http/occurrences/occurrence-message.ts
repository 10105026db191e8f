import type { Behavior } from '../../behavior-log/document/behavior.ts'
import { itemMessage } from '../../intake/item-message.ts'
import type { OutletMessage } from '../../intake/outlet.ts'

/** The event-occurrence request of a behaviour that is recorded in the database too (CONTRACT §14). */
export function occurrenceMessage(behavior: Behavior): OutletMessage {
  const { event, page, element, scroll, name, properties, receivedAt, userId } = behavior
  const request = {
    triggerType: event.triggerType,
    eventId: event.id,
    occurredAt: behavior.occurredAt,
    userId,
    pageUrl: page.url,
    context: { element, scroll, name, properties },
    messageId: behavior.id,
    revision: event.revision,
    receivedAt,
    originalOccurredAt: behavior.sentOccurredAt,
    anonymousId: behavior.anonymousId,
    sessionId: behavior.sessionId,
  }
  return itemMessage(JSON.stringify(request), userId, receivedAt)
}

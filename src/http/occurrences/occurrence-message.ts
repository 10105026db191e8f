import type { Behavior } from '../../behavior-log/document/behavior.ts'
import { itemMessage } from '../../intake/item-message.ts'
import type { OutletMessage } from '../../intake/outlet.ts'
import { exactJson } from '../../messages/exact-json.ts'

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
  const json = behavior.hasMarkedNumbers ? exactJson(request).json : JSON.stringify(request)
  return itemMessage(json, userId, receivedAt)
}

import { idRule, textRule, triggerTypeRule } from './field-rules.ts'
import type { EventOccurrenceRequest } from './message.ts'
import type { MessageFields } from './message-fields.ts'
import { readBrowserOrigin } from './read-browser-origin.ts'

const pageUrlRule = textRule(0, 2048, 'a string of at most 2048 characters')
const messageIdRule = textRule(1, 128, 'a string of 1 to 128 characters')

/** The event-occurrence request of these fields (CONTRACT §1); worth something only if `fields.problem` is null afterwards. */
export function readOccurrenceRequest(fields: MessageFields, recordTime: number): EventOccurrenceRequest {
  return {
    kind: 'occurrence',
    triggerType: fields.has('eventId')
      ? fields.optional('triggerType', triggerTypeRule)
      : fields.required('triggerType', triggerTypeRule, ''),
    eventId: fields.optional('eventId', idRule),
    occurredAt: fields.instant('occurredAt', recordTime),
    userId: fields.optional('userId', idRule),
    pageUrl: fields.optional('pageUrl', pageUrlRule),
    context: fields.context('context'),
    messageId: fields.optional('messageId', messageIdRule),
    browser: readBrowserOrigin(fields),
  }
}

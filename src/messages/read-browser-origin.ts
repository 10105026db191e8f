import type { BrowserOrigin } from '../domain/event-occurrence.ts'
import { instantRule, revisionRule, textRule } from './field-rules.ts'
import type { MessageFields } from './message-fields.ts'

const browserIdRule = textRule(1, 128, 'a string of 1 to 128 characters')

/** What a browser's occurrence has besides (CONTRACT §1); null if the message has none of these fields. */
export function readBrowserOrigin(fields: MessageFields): BrowserOrigin | null {
  const revision = fields.optional('revision', revisionRule)
  const receivedAt = fields.optional('receivedAt', instantRule)
  const originalOccurredAt = fields.optional('originalOccurredAt', instantRule)
  const anonymousId = fields.optional('anonymousId', browserIdRule)
  const sessionId = fields.optional('sessionId', browserIdRule)
  const isKnown = revision ?? receivedAt ?? originalOccurredAt ?? anonymousId ?? sessionId
  return isKnown === null ? null : { revision, receivedAt, originalOccurredAt, anonymousId, sessionId }
}

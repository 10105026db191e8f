import { isoTexts } from '../../domain/text/iso-texts.ts'
import { exactJson } from '../../messages/exact-json.ts'
import type { SinkDocument } from '../sink-document.ts'
import type { Behavior } from './behavior.ts'
import type { UrlFields } from './url-fields.ts'

/** All items of a request were received at one instant. */
const receivedText = isoTexts()
const occurredText = isoTexts()

/**
 * A behaviour as it is kept (CONTRACT §15): named as the Elastic Common Schema names it where it does, else under `axon`. Its form is
 * docs/behavior.schema.json. `url` is what {@link UrlFields} says of the page's URL, which many behaviours share.
 */
export function behaviorDocument(behavior: Behavior, url: UrlFields): SinkDocument {
  const { id, event, userId, anonymousId, sessionId, page, receivedAt, occurredAt, sentOccurredAt } = behavior
  const user = userId === null ? null : String(userId)
  const document = {
    '@timestamp': occurredText(occurredAt),
    event: { id, action: event.name, created: receivedText(receivedAt) },
    user: user === null ? undefined : { id: user },
    url,
    http: page.referrer ? { request: { referrer: page.referrer } } : undefined,
    client: { ip: behavior.network },
    user_agent: behavior.userAgent === null ? undefined : { original: behavior.userAgent },
    axon: {
      event_id: event.id,
      revision: event.revision,
      trigger: event.triggerType,
      site: behavior.site,
      anonymous_id: anonymousId ?? undefined,
      session_id: sessionId ?? undefined,
      view_id: page.viewId,
      title: page.title,
      element: behavior.element,
      scroll_percent: behavior.scroll?.percent,
      name: behavior.name,
      properties: behavior.properties,
      sent_occurred_at: sentOccurredAt === null ? undefined : new Date(sentOccurredAt).toISOString(),
    },
  }
  return {
    id,
    key: user ?? anonymousId,
    occurredAt: sentOccurredAt ?? occurredAt,
    receivedAt,
    json: behavior.hasMarkedNumbers ? exactJson(document).json : JSON.stringify(document),
  }
}

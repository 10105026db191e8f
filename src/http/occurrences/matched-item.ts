import type { Behavior } from '../../behavior-log/document/behavior.ts'
import type { UrlFields } from '../../behavior-log/document/url-fields.ts'
import type { Happening } from '../../conditions/happening.ts'
import { match } from '../../conditions/match.ts'
import type { EventSink } from '../../domain/event-definition.ts'
import type { Site } from '../../reads/identity/sites.ts'
import { cleanText, cleanTexts } from './clean-texts.ts'
import { clocksOf } from './clocks.ts'
import type { ExactNumbers } from './exact-numbers.ts'
import { type ItemAnswer, refused } from './item-answer.ts'
import type { CheckedItem } from './item-check.ts'
import type { KnownRevision } from './known-revisions.ts'
import type { PageUrls } from './page-urls.ts'

/** Whether an attribute may be a URL with parameters, or with who logs in; others are kept as they are. */
const mayBeUrl = (value: string): boolean =>
  value.includes('=') ? /[?#;%]/.test(value) : value.includes('@') && value.includes('//')

/** What all items of a request have in common. Instants are epoch ms. */
export interface Sender
  extends Pick<Behavior, 'userId' | 'anonymousId' | 'sessionId' | 'network' | 'userAgent' | 'receivedAt'> {
  readonly site: Site
  /** By the browser's clock. */
  readonly sentAt: number
  readonly urls: PageUrls
}

/** A behaviour that is what its definition is about. */
export interface MatchedItem {
  readonly behavior: Behavior
  readonly url: UrlFields
  readonly sink: EventSink
}

/** Decides again what the browser has decided, at the revision that it knew (CONTRACT §14). */
export function matchedItem(
  { item, eventId, occurredAt, exact }: CheckedItem,
  known: KnownRevision | null,
  sender: Sender,
): MatchedItem | { readonly answer: ItemAnswer } {
  const { site, sentAt, urls } = sender
  if (!known || (known.definition.siteId !== null && known.definition.siteId !== site.id))
    return { answer: refused('UNKNOWN_EVENT') }
  if (!known.matchable) return { answer: refused('BUSINESS_TRIGGER') }
  const { happenedAt, occurredAt: keptAt, sentOccurredAt } = clocksOf(occurredAt, sentAt, sender.receivedAt)
  if (happenedAt === null || !isInForce(known, happenedAt)) return { answer: refused('INACTIVE_EVENT') }
  const url = urls.page(item.page.url)
  if (!url) return { answer: refused('INVALID', 'page.url must be an absolute URL') }
  const seen = seenBy(item, url.full, urls)
  const { triggerType } = known.matchable
  // Held against what is kept: what was taken out of a URL is seen by no test.
  if (!match(known.matchable, { triggerType, ...seen } as Happening).matched)
    return { answer: refused('NOT_MATCHED') }
  const { page, element, name } = seen
  const { scroll, properties } = exact ? marked(exact, urls) : seen
  const { userId, anonymousId, sessionId, network, userAgent, receivedAt } = sender
  // Field by field: to spread an object for each item costs more than to match it.
  const behavior: Behavior = {
    id: `b:${site.id}:${item.messageId.toLowerCase()}`,
    event: { id: eventId, name: known.definition.name, revision: known.revision, triggerType },
    site: site.name,
    userId,
    anonymousId,
    sessionId,
    occurredAt: keptAt,
    sentOccurredAt,
    receivedAt,
    page,
    element,
    scroll,
    name,
    properties,
    hasMarkedNumbers: exact !== null,
    network,
    userAgent,
  }
  return { behavior, url, sink: known.definition.sink }
}

const marked = ({ scroll, properties }: ExactNumbers, { clean }: PageUrls): ExactNumbers => ({
  scroll,
  properties: cleanTexts(properties, clean),
})

/** Whether the revision counted then. When it was saved is not asked: no page can have known it before, whatever the clocks say. */
function isInForce({ definition, supersededAt }: KnownRevision, at: number): boolean {
  const { status, startsAt, endsAt } = definition
  if (status !== 'ACTIVE' || (supersededAt !== null && supersededAt <= at)) return false
  return (startsAt ?? Number.NEGATIVE_INFINITY) <= at && at <= (endsAt ?? Number.POSITIVE_INFINITY)
}

/** What the browser has seen, of the fields that are known, without what may not be kept. */
function seenBy(
  { page, element, scroll, name, properties }: CheckedItem['item'],
  url: string,
  urls: PageUrls,
): Pick<Behavior, 'page' | 'element' | 'scroll' | 'name' | 'properties'> {
  const { title, referrer, viewId } = page
  return {
    page: {
      url,
      title: title == null ? undefined : cleanText(title, urls.clean),
      referrer: cleaned(referrer, urls),
      viewId: viewId ?? undefined,
    },
    element: element ? elementWithout(element, urls) : undefined,
    scroll: scroll ? { percent: scroll.percent } : undefined,
    name: name ?? undefined,
    properties: cleanTexts(properties ?? undefined, urls.clean),
  }
}

function cleaned(url: string | null | undefined, urls: PageUrls): string | undefined {
  return url ? urls.clean(url) : (url ?? undefined)
}

function elementWithout(
  { tag, id, text, href, attributes, selectors }: NonNullable<CheckedItem['item']['element']>,
  urls: PageUrls,
): NonNullable<Behavior['element']> {
  return {
    tag: tag ?? undefined,
    id: id ?? undefined,
    text: text == null ? undefined : cleanText(text, urls.clean),
    href: cleaned(href, urls),
    attributes: attributes ? Object.fromEntries(Object.entries(attributes).map(withoutUrl)) : undefined,
    selectors: selectors ?? undefined,
  }

  function withoutUrl([name, value]: [string, string]): [string, string] {
    return [name, mayBeUrl(value) ? urls.clean(value) : value]
  }
}

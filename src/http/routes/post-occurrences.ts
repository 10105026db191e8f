import { instantRule } from '../../messages/field-rules.ts'
import { isStorableText } from '../../messages/storable.ts'
import { networkOf } from '../limits/network-of.ts'
import type { Sender } from '../occurrences/matched-item.ts'
import { OccurrencesAnswer, OccurrencesBody } from '../occurrences/occurrence-schemas.ts'
import { PageUrls } from '../occurrences/page-urls.ts'
import { type Taken, takeOccurrences } from '../occurrences/take-occurrences.ts'
import { invalidField } from '../problems/invalid-field.ts'
import { problem } from '../problems/problem.ts'
import type { Answer } from './answer.ts'
import { retryAfter } from './retry-after.ts'
import type { Caller, Route, RouteRequest } from './route.ts'
import { SiteQuery } from './schemas.ts'
import type { Services } from './services.ts'

const MAX_BODY_BYTES = 64 * 1024
/** The longest that known browsers send have half of it. */
const MAX_USER_AGENT = 512

/** What browsers have seen that some event is about. */
export const postOccurrences = (services: Services): Route => ({
  id: 'postOccurrences',
  method: 'POST',
  path: '/v1/occurrences',
  who: 'anyone_or_user',
  isOfSite: true,
  takesText: true,
  summary: 'Keep what browsers have seen: behaviours that match an event of the site',
  query: SiteQuery,
  body: { anyone: OccurrencesBody, user: OccurrencesBody },
  maxBodyBytes: MAX_BODY_BYTES,
  answers: {
    202: { description: 'What became of each item, in their order.', schema: OccurrencesAnswer },
    404: { description: 'There is no such site.' },
    503: { description: 'Not all of it is kept: send all of it again. What was kept stays so, once.' },
  },
  async answer(request) {
    const body = request.body as OccurrencesBody
    const sentAt = instantRule.read(body.sentAt)
    if (sentAt === null) return invalidField('sentAt', `must be ${instantRule.mustBe}`)
    for (const field of ['anonymousId', 'sessionId'] as const)
      if (!isStorableText(body[field] ?? ''))
        return invalidField(field, 'must not hold U+0000 or a lone surrogate')
    const caller = await callerOf(services, request, body.token)
    if ('refused' in caller) return caller.refused
    return take(services, request, senderOf(services, request, { ...body, sentAt }, caller))
  },
})

/** A header counts more than the body, where a beacon has to put its token. */
async function callerOf({ callers }: Services, { caller }: RouteRequest, token: string | null | undefined) {
  if (caller.kind !== 'anyone' || !token) return caller
  return callers.identify('anyone_or_user', `Bearer ${token}`)
}

function senderOf(
  { occurrences }: Services,
  { site, headers, address, arrivedAt }: RouteRequest,
  { anonymousId, sessionId, sentAt }: OccurrencesBody & { readonly sentAt: number },
  caller: Caller,
): Sender {
  return {
    site: site!,
    userId: caller.kind === 'user' ? caller.userId : null,
    anonymousId: anonymousId ?? null,
    sessionId: sessionId ?? null,
    network: networkOf(address),
    userAgent: headers['user-agent']?.slice(0, MAX_USER_AGENT) ?? null,
    receivedAt: arrivedAt,
    sentAt,
    urls: new PageUrls(occurrences.cleaner),
  }
}

/** Nothing of the request but the ids is held until it is answered. */
function take(services: Services, request: RouteRequest, sender: Sender): Promise<Answer> {
  const { items } = request.body as OccurrencesBody
  const ids = items.map(messageIdOf)
  const { occurrences, outlet } = services
  const taken = takeOccurrences(occurrences, outlet, { items, bodyText: request.bodyText, sender })
  return taken.then((done) => answerOf(services, ids, done))
}

function answerOf({ onBehavior }: Services, ids: readonly (string | null)[], taken: Taken): Answer {
  if ('state' in taken)
    return problem(taken.state === 'unknown' ? 'UNKNOWN_OUTCOME' : 'NOT_TAKEN', {
      detail: 'not all of it could be kept: send all of it again',
      more: { state: taken.state },
      headers: retryAfter(),
    })
  let accepted = 0
  for (const answer of taken.items) {
    if (answer.outcome === 'accepted') accepted += 1
    onBehavior(answer)
  }
  return {
    status: 202,
    outcome: accepted > 0 ? 'accepted' : taken.items[0]!.outcome,
    body: { accepted, items: taken.items.map((answer, index) => ({ messageId: ids[index], ...answer })) },
  }
}

function messageIdOf(item: unknown): string | null {
  const id = (item as { readonly messageId?: unknown } | null)?.messageId
  return typeof id === 'string' ? id : null
}

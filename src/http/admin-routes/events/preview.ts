import type { PreviewRequest, PreviewView } from '../../../admin-api/previews.ts'
import { matchAudience } from '../../../conditions/audience/match-audience.ts'
import type { BrowserDefinition } from '../../../conditions/browser-definition.ts'
import { isBrowserTrigger } from '../../../conditions/browser-triggers.ts'
import type { Condition } from '../../../conditions/condition.ts'
import type { Happening } from '../../../conditions/happening.ts'
import { isSampled } from '../../../conditions/is-sampled.ts'
import { type Match, match } from '../../../conditions/match.ts'
import { checkEvent } from '../../../operations/events/check-event.ts'
import { readEventDraft } from '../../../operations/events/event-draft.ts'
import { elementOfSelector } from '../../../reads/events/preview/element-of-selector.ts'
import { happeningOf } from '../../../reads/events/preview/happening-of.ts'
import { readUserSummaries } from '../../../reads/events/user-summaries.ts'
import type { Answer } from '../../routes/answer.ts'
import type { AdminServices } from '../admin-services.ts'
import { refusedAnswer } from '../saved-answer.ts'
import { triedOnRecent } from './tried-on-recent.ts'

/** The payload of a definition that may be anything: what does not hold is told as an error. */
type Payload = Partial<Pick<BrowserDefinition, 'routing' | 'when'>> & {
  readonly audience?: Condition
  readonly sampleRate?: number
}

/** Tries a definition before it is saved (CONTRACT §16): by the one matcher that pages and intake have. Changes nothing. */
export async function preview(
  services: AdminServices,
  { definition, happening, recorded, recent, userId, attributes = {} }: PreviewRequest,
  nowMs: number,
): Promise<PreviewView | { readonly refused: Answer }> {
  const { errors, warnings } = checked(definition)
  const payload = (definition.triggerPayload ?? {}) as Payload
  const tried = triedOn(definition.triggerType, payload)
  let seen: Match | null = null
  if (recorded !== undefined) seen = tried(recorded as Happening)
  else if (happening) {
    const imagined = imaginedOf(definition.triggerType, happening, payload.when)
    if ('refused' in imagined) return imagined
    seen = imagined.happening && tried(imagined.happening)
  }
  return {
    errors: [...errors],
    warnings: [...warnings],
    happening: seen && { matched: seen.matched, why: [...seen.why] },
    recent: recent ? await triedOnRecent(services, definition.triggerType, tried, nowMs) : null,
    audience:
      userId === undefined
        ? null
        : await ofUser(services, payload, { eventId: definition.id ?? 0, userId, attributes, nowMs }),
  }
}

/** Name, status and id are no part of what is tried. */
function checked(definition: PreviewRequest['definition']) {
  const event = readEventDraft({
    fields: { name: 'preview', status: 'INACTIVE', ...definition, id: definition.id ?? 1 },
  })
  return 'id' in event ? checkEvent(event) : { errors: event, warnings: [] }
}

function triedOn(triggerType: string, { routing, when }: Payload): (happening: Happening) => Match {
  if (!isBrowserTrigger(triggerType)) return () => ({ matched: false, why: [] })
  return (happening) => match({ triggerType, ...(routing && { routing }), ...(when && { when }) }, happening)
}

function imaginedOf(
  triggerType: string,
  { click, ...imagined }: NonNullable<PreviewRequest['happening']>,
  when: Condition | undefined,
): { readonly happening: Happening | null } | { readonly refused: Answer } {
  for (const field of ['url', 'referrer'] as const) {
    const address = imagined[field]
    if (address === undefined || /^https?:$/.test(URL.parse(address)?.protocol ?? '')) continue
    const message = 'must be a whole address, such as https://shop.example/products/12'
    return { refused: refusedAnswer([{ field: `happening.${field}`, message }]) }
  }
  const element = click === undefined ? undefined : elementOfSelector(click)
  if (typeof element === 'string') {
    return { refused: refusedAnswer([{ field: 'happening.click', message: element }]) }
  }
  if (!isBrowserTrigger(triggerType)) return { happening: null }
  try {
    return { happening: happeningOf(triggerType, { ...imagined, element }, when) }
  } catch {
    // A condition of no known form: the check has said so.
    return { happening: null }
  }
}

async function ofUser(
  { reads }: AdminServices,
  { audience, sampleRate }: Payload,
  {
    eventId,
    userId,
    attributes,
    nowMs,
  }: { eventId: number; userId: number; attributes: Readonly<Record<string, unknown>>; nowMs: number },
): Promise<NonNullable<PreviewView['audience']>> {
  const [summary] = await readUserSummaries(reads, [userId])
  const { lastPurchaseAt = null, lastLoginAt = null } = summary ?? {}
  const user = { id: userId, lastPurchaseAt, lastLoginAt, attributes }
  const { matched, why } = matchAudience(audience, user, { eventId, now: nowMs })
  return { holds: matched, isSampled: isSampled(eventId, String(userId), sampleRate), why: [...why] }
}

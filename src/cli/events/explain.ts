import { matchAudience } from '../../conditions/audience/match-audience.ts'
import type { Routing } from '../../conditions/browser-definition.ts'
import { isBrowserTrigger } from '../../conditions/browser-triggers.ts'
import type { Condition } from '../../conditions/condition.ts'
import { isSampled } from '../../conditions/is-sampled.ts'
import { match } from '../../conditions/match.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import { readEvents, type StoredEvent } from '../../reads/events/events.ts'
import { elementOfSelector } from '../../reads/events/preview/element-of-selector.ts'
import { happeningOf } from '../../reads/events/preview/happening-of.ts'
import { readUserSummaries } from '../../reads/events/user-summaries.ts'
import type { Database } from '../../stores/database.ts'
import { CommandError } from '../shared/command-error.ts'
import { readingDatabase } from '../shared/using-database.ts'
import type { ExplainEventOptions } from './events-options.ts'
import { type EventExplanation, explanationText } from './explanation-text.ts'
import { unknownEvent } from './unknown-event.ts'
import { whyNotDelivered } from './why-not-delivered.ts'

/** `axon events explain`. Returns the exit code. */
export async function explainEvent(options: ExplainEventOptions): Promise<number> {
  return readingDatabase(options.database, async (database) => {
    const [event] = await readEvents(database.query, database.dialect, { id: options.event })
    if (!event) throw unknownEvent(options.event)
    const explanation = await explained(database, event, options)
    process.stdout.write(`${options.json ? terminalJson(explanation) : explanationText(explanation)}\n`)
    return 0
  })
}

async function explained(
  database: Database,
  event: StoredEvent,
  options: ExplainEventOptions,
): Promise<EventExplanation> {
  const { id, name, triggerType, revision, triggerPayload } = event
  if (!isBrowserTrigger(triggerType)) {
    const what = `event ${id} is of ${triggerType}, which no page sends`
    throw new CommandError(
      `${what}: its occurrences come from the shop's own servers, and no test is made of them`,
      2,
    )
  }
  const { routing, when } = triggerPayload as { routing?: Routing; when?: Condition }
  const happening = happeningOf(triggerType, imagined(options), when)
  const { matched, why } = match(
    { triggerType: happening.triggerType, ...(routing && { routing }), ...(when && { when }) },
    happening,
  )
  return {
    event: { id, name, triggerType, revision },
    when: when ?? null,
    matched,
    why,
    notDelivered: await whyNotDelivered(database, event, Date.now()),
    user: options.user === undefined ? null : await ofUser(database, event, options.user, options.attribute),
  }
}

/** @throws CommandError if an option can't be read. */
function imagined({ url, title, referrer, click, text, scroll, name, property }: ExplainEventOptions) {
  for (const [option, address] of [
    ['--url', url],
    ['--referrer', referrer],
  ] as const) {
    if (address === undefined || /^https?:$/.test(URL.parse(address)?.protocol ?? '')) continue
    throw new CommandError(
      `${option} ${terminalJson(address)} must be a whole address, such as https://shop.example/products/12`,
      2,
    )
  }
  const element = click === undefined ? undefined : elementOfSelector(click)
  if (typeof element === 'string') throw new CommandError(`--click ${terminalJson(click)} ${element}`, 2)
  return { url, title, referrer, element, text, scroll, name, properties: property }
}

async function ofUser(
  database: Database,
  { id, triggerPayload }: StoredEvent,
  userId: number,
  attributes: Readonly<Record<string, unknown>> = {},
): Promise<EventExplanation['user']> {
  const { audience, sampleRate } = triggerPayload as { audience?: Condition; sampleRate?: number }
  const [summary] = await readUserSummaries(database, [userId])
  const { lastPurchaseAt = null, lastLoginAt = null } = summary ?? {}
  const user = { id: userId, lastPurchaseAt, lastLoginAt, attributes }
  const { matched, why } = matchAudience(audience, user, { eventId: id, now: Date.now() })
  return { id: userId, isInAudience: matched, why, isSampled: isSampled(id, String(userId), sampleRate) }
}

import type { EventDefinition } from '../../domain/event-definition.ts'
import type { EventOccurrence } from '../../domain/event-occurrence.ts'
import { type DeadLetter, DUPLICATE, deadLetter, type Outcome, RECORDED } from '../../domain/outcome.ts'
import type { EventOccurrenceRequest } from '../../messages/message.ts'
import type { TriggerStrategy } from '../trigger-strategies/trigger-strategy.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

export type OccurrenceRequest = Omit<EventOccurrenceRequest, 'kind'>

/** Who asks for an occurrence: an entry or a message, and where that stands in its source. */
export type OccurrenceOrigin = Pick<EventOccurrence, 'entry' | 'position' | 'checksum'>

/** Records event occurrences through the strategy of their trigger type (CONTRACT §2, *Occurrence-request rules*). */
export class EventOccurrenceService {
  readonly #strategies: ReadonlyMap<string, TriggerStrategy>

  constructor(strategies: ReadonlyMap<string, TriggerStrategy>) {
    this.#strategies = strategies
  }

  record(request: OccurrenceRequest, origin: OccurrenceOrigin, work: UnitOfWork): Outcome {
    if (work.wasRecorded(request.messageId, origin.position)) return DUPLICATE
    const named = request.eventId === null ? undefined : work.event(request.eventId)
    if (request.eventId !== null && !named) {
      return deadLetter('UNKNOWN_EVENT', `event ${request.eventId} does not exist`)
    }
    const triggerType = request.triggerType ?? named?.triggerType ?? ''
    const strategy = this.#strategies.get(triggerType)
    if (!strategy) {
      return deadLetter(
        'UNSUPPORTED_TRIGGER_TYPE',
        `no strategy for trigger type ${JSON.stringify(triggerType)}`,
      )
    }
    const event = named ? checked(named, triggerType) : resolved(triggerType, work)
    if ('outcome' in event) return event
    const { occurredAt, userId, pageUrl, context, messageId, browser } = request
    if (strategy.needsUser && userId === null) {
      return deadLetter('INVALID_MESSAGE', `userId is required for trigger type ${triggerType}`)
    }
    const { entry, position, checksum } = origin
    // Written out: objects made by spreading cost half as much again, for all who read them afterwards.
    strategy.record(
      {
        eventId: event.id,
        occurredAt,
        userId,
        pageUrl,
        context,
        messageId,
        browser,
        entry,
        position,
        checksum,
      },
      work,
    )
    return RECORDED
  }
}

/** Event resolution, *`eventId` given*. */
function checked(event: EventDefinition, triggerType: string): EventDefinition | DeadLetter {
  if (event.triggerType !== triggerType) {
    return deadLetter(
      'EVENT_MISMATCH',
      `event ${event.id} is of trigger type ${event.triggerType}, not ${triggerType}`,
    )
  }
  if (event.status !== 'ACTIVE') return deadLetter('EVENT_MISMATCH', `event ${event.id} is ${event.status}`)
  if (event.sink !== 'DATABASE') {
    const why = `event ${event.id} goes to the behaviour log only (its sink is ${event.sink})`
    return deadLetter('EVENT_MISMATCH', why)
  }
  return event
}

/** Event resolution, *not given*. */
function resolved(triggerType: string, work: UnitOfWork): EventDefinition | DeadLetter {
  return (
    work.defaultEvent(triggerType) ??
    deadLetter(
      'NO_ACTIVE_EVENT',
      `no ACTIVE event of trigger type ${triggerType} that records in the database`,
    )
  )
}

import { deadLetter, type Outcome } from '../../domain/outcome.ts'
import { errorText } from '../../domain/shown-text.ts'
import type { Message } from '../../messages/message.ts'
import { activityStrategies } from '../activity-strategies/activity-strategies.ts'
import type { ActivityStrategy } from '../activity-strategies/activity-strategy.ts'
import type { BatchMessage } from '../batch-message.ts'
import { triggerStrategies } from '../trigger-strategies/trigger-strategies.ts'
import type { TriggerStrategy } from '../trigger-strategies/trigger-strategy.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { CampaignActivityEntryService } from './campaign-activity-entry-service.ts'
import { EventOccurrenceService } from './event-occurrence-service.ts'
import { EventPublisher } from './event-publisher.ts'
import { purchaseEventHandler } from './purchase-event-handler.ts'

export interface Strategies {
  readonly activities: ReadonlyMap<string, ActivityStrategy>
  readonly triggers: ReadonlyMap<string, TriggerStrategy>
}

/** Answers one request on the rows of the unit of work: the domain's way of a message, wired up. */
export class MessageHandler {
  readonly #activities: ReadonlyMap<string, ActivityStrategy>
  readonly #entries: CampaignActivityEntryService
  readonly #occurrences: EventOccurrenceService

  constructor(strategies: Strategies = { activities: activityStrategies, triggers: triggerStrategies }) {
    const publisher = new EventPublisher()
    this.#activities = strategies.activities
    this.#entries = new CampaignActivityEntryService(publisher)
    this.#occurrences = new EventOccurrenceService(strategies.triggers)
    publisher.subscribe(purchaseEventHandler(this.#occurrences))
  }

  /** All the effects of the message, or none: a dead letter, and whatever the code throws, leaves no trace. */
  handle(request: BatchMessage, work: UnitOfWork, processedAt: number): Outcome {
    const outcome = this.#attempt(request, work, processedAt)
    if (outcome.outcome === 'dead_letter') work.rollback()
    else work.release()
    return outcome
  }

  #attempt(request: BatchMessage, work: UnitOfWork, processedAt: number): Outcome {
    const { message } = request
    if ('outcome' in message) return message
    try {
      return this.#answer(message, request, work, processedAt)
    } catch (error) {
      return deadLetter(
        'HANDLER_ERROR',
        errorText(error instanceof Error ? String(error.stack) : String(error)),
      )
    }
  }

  #answer(message: Message, request: BatchMessage, work: UnitOfWork, processedAt: number): Outcome {
    if (message.kind === 'occurrence') {
      const { position, checksum } = request
      return this.#occurrences.record(message, { entry: null, position, checksum }, work)
    }
    const strategy = this.#activities.get(message.campaignActivityType)
    if (!strategy) {
      const type = JSON.stringify(message.campaignActivityType)
      return deadLetter('UNSUPPORTED_ACTIVITY_TYPE', `no strategy for campaign activity type ${type}`)
    }
    return strategy.process({ command: message, request, work, processedAt }, this.#entries)
  }
}

import type { CampaignActivityApprovedEvent } from '../../domain/campaign-activity-approved-event.ts'
import type { DeadLetter } from '../../domain/outcome.ts'
import type { BatchMessage } from '../batch-message.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

/** Where an event happens: the request that caused it, and the rows to work on. */
export interface Happening {
  readonly request: BatchMessage
  readonly work: UnitOfWork
}

/** Reacts to an event within the same transaction. A dead letter undoes the whole message. */
export type EventHandler = (
  event: CampaignActivityApprovedEvent,
  happening: Happening,
) => DeadLetter | undefined

/** Hands events to their handlers, at once and in the order of subscription. Who publishes knows no handler. */
export class EventPublisher {
  readonly #handlers: EventHandler[] = []

  subscribe(handler: EventHandler): void {
    this.#handlers.push(handler)
  }

  /** Returns the first dead letter that a handler answers with; the handlers after it are not called. */
  publish(event: CampaignActivityApprovedEvent, happening: Happening): DeadLetter | undefined {
    for (const handler of this.#handlers) {
      const refused = handler(event, happening)
      if (refused) return refused
    }
    return undefined
  }
}

import type { EventOccurrence } from '../../domain/event-occurrence.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

/** What a kind of happening means: the code behind one trigger type. */
export interface TriggerStrategy {
  /** Upper case, `_` between words. */
  readonly triggerType: string
  /** True: a request without `userId` is `INVALID_MESSAGE`. */
  readonly needsUser: boolean
  /** Saves the occurrence and whatever else it brings about. What it throws dead-letters the message as `HANDLER_ERROR`. */
  record(occurrence: EventOccurrence, work: UnitOfWork): void
}

import type { CampaignActivityEntry } from '../../domain/campaign-activity-entry.ts'
import type { EntryFacts } from '../../domain/first-come-first-serve-rules.ts'
import {
  APPROVED,
  DUPLICATE,
  deadLetter,
  type Outcome,
  type RejectReason,
  rejected,
} from '../../domain/outcome.ts'
import type { CampaignActivityCommand } from '../../messages/message.ts'
import type { BatchMessage } from '../batch-message.ts'
import type { KnownEntry } from '../rows.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import type { EventPublisher } from './event-publisher.ts'

/** The rules of an activity type: why the request is rejected, or null if it is approved. */
export type EntryRules = (facts: EntryFacts) => RejectReason | null

/** A decoded command, the rows to work on, and the instant of processing (epoch ms). */
export interface EntryRequest {
  readonly command: CampaignActivityCommand
  readonly request: BatchMessage
  readonly work: UnitOfWork
  readonly processedAt: number
}

/** Saves the entry of a request, and publishes `CampaignActivityApprovedEvent` for an approved one (CONTRACT §2). */
export class CampaignActivityEntryService {
  readonly #publisher: EventPublisher

  constructor(publisher: EventPublisher) {
    this.#publisher = publisher
  }

  /** Decides, and keeps a trace of the request if the user had an entry before. */
  enter(entryRequest: EntryRequest, rules: EntryRules): Outcome {
    const { command, request, work } = entryRequest
    const { campaignActivityId, userId, requestedAt } = command
    const known = work.entry(campaignActivityId, userId)
    const outcome = this.#decide(entryRequest, known, rules)
    if (known && !request.readAgain && outcome.outcome !== 'dead_letter') {
      const { position } = request
      work.saveRepeatedRequest({ campaignActivityId, userId, requestedAt, outcome, position })
    }
    return outcome
  }

  /** By the rules that all activity types share (1 to 4), then by those of the type. */
  #decide(
    { command, request, work, processedAt }: EntryRequest,
    known: KnownEntry | undefined,
    rules: EntryRules,
  ): Outcome {
    const { campaignActivityId, userId, quantity, requestedAt } = command
    const activity = work.activity(campaignActivityId)
    if (!activity)
      return deadLetter('UNKNOWN_ACTIVITY', `campaign activity ${campaignActivityId} does not exist`)
    if (known?.status === 'APPROVED') return DUPLICATE
    if (activity.activityType !== command.campaignActivityType) {
      const types = `is of type ${activity.activityType}, the message says ${command.campaignActivityType}`
      return deadLetter('ACTIVITY_TYPE_MISMATCH', `campaign activity ${campaignActivityId} ${types}`)
    }
    const productId = command.productId ?? activity.productId
    if (productId === null) {
      const who = `neither the message nor campaign activity ${campaignActivityId}`
      return deadLetter('UNKNOWN_PRODUCT', `${who} names a product`)
    }
    const product = work.product(productId)
    if (!product) return deadLetter('UNKNOWN_PRODUCT', `product ${productId} does not exist`)

    const rejectReason = rules({ activity, product, quantity, requestedAt })
    const approved = rejectReason === null
    const entry: CampaignActivityEntry = {
      campaignActivityId,
      userId,
      productId,
      quantity,
      price: command.price ?? activity.price ?? product.price,
      status: approved ? 'APPROVED' : 'REJECTED',
      rejectReason,
      sequence: approved ? activity.approvedCount + 1 : null,
      requestedAt: approved || !known ? requestedAt : known.requestedAt,
      processedAt,
      position: request.position,
      stockSeen: product.stock,
      approvedSeen: activity.approvedCount,
    }
    work.saveEntry(entry)
    if (!approved) return rejected(rejectReason)
    work.countApproval(activity)
    const event = { type: 'CampaignActivityApprovedEvent', entry, eventId: command.eventId } as const
    return this.#publisher.publish(event, { request, work }) ?? APPROVED
  }
}

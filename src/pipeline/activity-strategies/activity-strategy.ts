import type { Outcome } from '../../domain/outcome.ts'
import type {
  CampaignActivityEntryService,
  EntryRequest,
} from '../services/campaign-activity-entry-service.ts'

/** How a kind of campaign activity answers requests: the code behind one `campaignActivityType`. */
export interface ActivityStrategy {
  /** Case counts. */
  readonly activityType: string
  /** Answers one request. What it throws dead-letters the message as `HANDLER_ERROR`. */
  process(request: EntryRequest, entries: CampaignActivityEntryService): Outcome
}

import type { ChangeView } from '../../../admin-api/changes.ts'
import type { DeadLetterView } from '../../../admin-api/dead-letters.ts'
import type { EventView, SavedEventView } from '../../../admin-api/events.ts'
import type { KeyView, NewKeyView, SiteView } from '../../../admin-api/identity.ts'
import type { EntryView } from '../../../admin-api/requests.ts'
import type { ActivityView, CampaignView, ProductView } from '../../../admin-api/shop.ts'

/** What lists and single things are of, by the path that they have. */
export interface Resources {
  readonly events: EventView & Partial<Pick<SavedEventView, 'warnings'>>
  readonly activities: ActivityView
  readonly products: ProductView
  readonly campaigns: CampaignView
  readonly sites: SiteView
  readonly keys: KeyView & Partial<Pick<NewKeyView, 'key'>>
  readonly entries: EntryView
  readonly 'dead-letters': DeadLetterView
  readonly changes: ChangeView
}

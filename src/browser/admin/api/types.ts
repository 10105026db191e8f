import type { ChangeView } from '../../../admin-api/changes.ts'
import type { DeadLetterView } from '../../../admin-api/dead-letters.ts'
import type { EventView, SavedEventView } from '../../../admin-api/events.ts'
import type { KeyView, NewKeyView, SiteView } from '../../../admin-api/identity.ts'
import type { EntryView } from '../../../admin-api/requests.ts'
import type { ActivityView, CampaignView, ProductView } from '../../../admin-api/shop.ts'
import type { Test } from '../../../conditions/condition.ts'
import type { Happening } from '../../../conditions/happening.ts'
import type { FieldProblem } from './api-error.ts'

export interface Matches {
  readonly id: number
  readonly source: string | null
  readonly why: string | null
  readonly days: readonly { readonly day: string; readonly matches: number }[]
}

export type Why = readonly { readonly test: Test; readonly value: unknown; readonly passed: boolean }[]

export interface Preview {
  readonly errors: readonly FieldProblem[]
  readonly warnings: readonly FieldProblem[]
  readonly recent: null | {
    readonly source: string | null
    readonly why: string | null
    readonly looked: number
    readonly matched: number
    readonly since: string | null
  }
  readonly audience: null | { readonly holds: boolean; readonly why: Why }
}

export interface Behavior {
  readonly occurredAt: string
  readonly eventId: number
  readonly event: string | null
  readonly trigger: string
  readonly userId?: number | null
  readonly happening: Happening
}

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

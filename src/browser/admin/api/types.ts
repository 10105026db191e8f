import type { Test } from '../../../conditions/condition.ts'
import type { Happening } from '../../../conditions/happening.ts'
import type { MessagePlace } from '../../../domain/message-place.ts'
import type { FieldProblem } from './api-error.ts'

export interface Session {
  readonly keyId: number | null
  readonly name: string
  readonly role: 'admin' | 'viewer'
  readonly csrfToken: string
  readonly expiresAt: string
}

export interface AdminEvent {
  readonly id: number
  readonly name: string
  readonly description: string | null
  readonly status: 'ACTIVE' | 'INACTIVE'
  readonly triggerType: string
  readonly triggerPayload: Readonly<Record<string, unknown>>
  readonly sink: 'LOG' | 'DATABASE'
  readonly siteId: number | null
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly revision: number
  readonly warnings?: readonly FieldProblem[]
}

export interface EventRevision {
  readonly revision: number
  readonly savedAt: string
  readonly savedBy: string
  readonly definition: AdminEvent
}

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

export interface Activity {
  readonly id: number
  readonly campaignId: number | null
  readonly productId: number | null
  readonly name: string
  readonly activityType: string
  readonly status: 'DRAFT' | 'ACTIVE' | 'PAUSED' | 'ENDED'
  readonly limitCount: number | null
  readonly startDate: string | null
  readonly endDate: string | null
  readonly price: number | null
  readonly maxQuantity: number
  readonly approvedCount: number
}

export interface Product {
  readonly id: number
  readonly productName: string
  readonly stock: number
  readonly price: number
  readonly left: number
  readonly sold: number
}

export interface Campaign {
  readonly id: number
  readonly name: string
  readonly startAt: string | null
  readonly endAt: string | null
}

export interface Site {
  readonly id: number
  readonly name: string
  readonly key: string
  readonly origins: readonly string[]
  readonly createdAt: string
}

export interface ApiKey {
  readonly id: number
  readonly name: string
  readonly role: 'business' | 'admin' | 'viewer'
  readonly state: 'good' | 'revoked' | 'expired'
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly revokedAt: string | null
  readonly key?: string
}

export interface Entry {
  readonly activityId: number
  readonly activityName: string
  readonly userId: number
  readonly productId: number
  readonly quantity: number
  readonly price: number
  readonly status: 'APPROVED' | 'REJECTED'
  readonly rejectReason: string | null
  readonly sequence: number | null
  readonly requestedAt: string
  readonly processedAt: string
}

export interface DeadLetter {
  readonly id: number
  readonly source: string
  readonly partition: number
  readonly offset: number
  readonly reason: string
  readonly error: string
  readonly status: 'PENDING' | 'RETRIED' | 'DISCARDED'
  readonly createdAt: string
  readonly payloadBytes: number
}

export interface Change {
  readonly id: number
  readonly changedAt: string
  readonly changedBy: string
  readonly action: string
  readonly subject: string
  readonly subjectId: number | null
  readonly before: unknown
  readonly after: unknown
}

/** As `axon explain` tells it. */
export interface ExplainedEntry {
  readonly activity: { readonly id: number; readonly name: string }
  readonly product: { readonly id: number; readonly name: string; readonly stock: number }
  readonly userId: number
  readonly outcome: 'approved' | 'rejected'
  readonly sequence: number | null
  readonly rejectReason: string | null
  readonly why: string
  readonly quantity: number
  readonly price: number
  readonly requestedAt: string
  readonly processedAt: string
  readonly position: MessagePlace
  readonly seen: { readonly stock: number; readonly approved: number }
  readonly occurrence: null | {
    readonly occurredAt: string
    readonly eventId: number
    readonly eventName: string | null
  }
  readonly laterRequests: readonly {
    readonly requestedAt: string
    readonly outcome: string
    readonly rejectReason: string | null
    readonly position: MessagePlace
    readonly decided: boolean
  }[]
  readonly receipt: string | null
}

export interface ShownDeadLetter extends DeadLetter {
  readonly messageKind: string | null
  readonly recordTime: string | null
  readonly messageKey: string | null
  /** Undefined where the bytes are no text. */
  readonly payload?: string | null
  readonly payloadBase64?: string | null
}

/** What lists and single things are of, by the path that they have. */
export interface Resources {
  readonly events: AdminEvent
  readonly activities: Activity
  readonly products: Product
  readonly campaigns: Campaign
  readonly sites: Site
  readonly keys: ApiKey
  readonly entries: Entry
  readonly 'dead-letters': DeadLetter
  readonly changes: Change
}

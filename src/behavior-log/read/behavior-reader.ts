/** A behaviour that was kept, as far as a definition can be tried on it. */
export interface KeptBehavior {
  /** Epoch ms. */
  readonly occurredAt: number
  /** The event that it was kept for, and its name then. */
  readonly eventId: number
  readonly event: string
  readonly userId: string | null
  /** What the page saw, with the fields of an occurrence (CONTRACT §14). */
  readonly happening: {
    readonly triggerType: string
    readonly page: { readonly url: string; readonly title?: string; readonly referrer?: string }
    readonly element?: object
    readonly scroll?: { readonly percent: number }
    readonly name?: string
    readonly properties?: object
  }
}

/** The newest behaviours, the newest first. */
export interface RecentBehaviors {
  readonly behaviors: readonly KeptBehavior[]
  /** Why there may be more of the time that was asked for, in words; null: these are all. */
  readonly why: string | null
}

/** How often something happened, by day in UTC (`2026-11-27`). */
export interface DayCounts {
  readonly days: ReadonlyMap<string, number>
  /** Why it may be more, in words; null: these are all. */
  readonly why: string | null
}

/** Reads what a sink has kept. Bounded: it may be far more than anybody wants to wait for. */
export interface BehaviorReader {
  /** Its kind, as places name it. */
  readonly kind: string
  recent(sinceMs: number, limit: number): Promise<RecentBehaviors>
  /** How often an event was kept on each day from `sinceMs` on. */
  countsByDay(eventId: number, sinceMs: number): Promise<DayCounts>
}

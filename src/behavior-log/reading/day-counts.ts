/** How often something happened, by day in UTC (`2026-11-27`). */
export interface DayCounts {
  readonly days: ReadonlyMap<string, number>
  /** Why it may be more, in words; null: these are all. */
  readonly why: string | null
}

/** What is known of a user. Instants are epoch ms; they only ever move forward. */
export interface UserSummary {
  readonly userId: number
  readonly lastPurchaseAt: number | null
  readonly lastLoginAt: number | null
}

/** The later of two instants, either of which may be unknown. */
export function later(a: number | null, b: number | null): number | null {
  if (a === null) return b
  if (b === null) return a
  return Math.max(a, b)
}

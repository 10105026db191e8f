import { hash } from 'node:crypto'
import { remainingOf, saleStateOf } from '../../domain/sale/sale-state.ts'
import { isoOrNull } from '../../domain/text/iso-or-null.ts'
import type { ActivityOnSale } from '../../reads/sale/activities-on-sale.ts'

/** When it is worth asking again, ms; with so many who ask, not all at once. */
const POLL_AFTER_MS = { open: 1_000, sold_out: 5_000, paused: 5_000, ended: 60_000 } as const
const MAX_POLL_BEFORE_OPENING_MS = 30_000

/** An activity as it is shown. */
export interface ShownActivity {
  /** Changes with what is shown, but for the clock. */
  readonly etag: string
  /** JSON. */
  readonly text: string
}

/** What anyone may see of an activity at `now`, epoch ms; null for a DRAFT. */
export function activityView(activity: ActivityOnSale, now: number): ShownActivity | null {
  const state = saleStateOf(activity, now)
  if (state === null) return null
  const { id, name, startDate, endDate, limitCount, approvedCount } = activity
  const shown = {
    id,
    name,
    state,
    opensAt: isoOrNull(startDate),
    endsAt: isoOrNull(endDate),
    limit: limitCount,
    approved: approvedCount,
    remaining: remainingOf(activity),
  }
  const pollAfterMs =
    state === 'upcoming'
      ? Math.min(MAX_POLL_BEFORE_OPENING_MS, Math.max(POLL_AFTER_MS.open, ((startDate ?? now) - now) / 2))
      : POLL_AFTER_MS[state]
  const text = JSON.stringify({
    ...shown,
    serverTime: new Date(now).toISOString(),
    pollAfterMs: Math.round(pollAfterMs),
  })
  return { etag: `W/"${hash('sha256', JSON.stringify(shown), 'base64url').slice(0, 22)}"`, text }
}

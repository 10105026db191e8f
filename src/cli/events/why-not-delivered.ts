import { isoInstant } from '../../domain/iso-instant.ts'
import { saleStateOf } from '../../domain/sale/sale-state.ts'
import type { StoredEvent } from '../../reads/events/events.ts'
import { activitiesOnSale } from '../../reads/sale/activities-on-sale.ts'
import type { Database } from '../../stores/database.ts'

/** Why browsers don't look for an event at the moment (CONTRACT §13); null if they do, on the pages of its site. */
export async function whyNotDelivered(
  database: Database,
  { status, startsAt, endsAt, triggerPayload }: StoredEvent,
  nowMs: number,
): Promise<string | null> {
  if (status !== 'ACTIVE') return `it is ${status}`
  if (startsAt !== null && nowMs < startsAt) return `it starts at ${isoInstant(startsAt)}`
  if (endsAt !== null && nowMs > endsAt) return `it ended at ${isoInstant(endsAt)}`
  const { activityId } = triggerPayload
  if (typeof activityId !== 'number') return null
  const [activity] = await activitiesOnSale(database, [activityId])
  if (!activity) return `its campaign activity ${activityId} does not exist`
  const state = saleStateOf(activity, nowMs)
  return state === 'open'
    ? null
    : `its campaign activity ${activityId} is ${state?.replace('_', ' ') ?? 'a draft'}`
}

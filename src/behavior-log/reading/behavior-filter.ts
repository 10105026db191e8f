import type { KeptBehavior } from './kept-behavior.ts'

/** Which behaviours are wanted: those that all of it holds for. */
export interface BehaviorFilter {
  readonly eventId?: number
  readonly trigger?: string
  /** A user's id, or an anonymous one. */
  readonly user?: string
  /** The name of a site. */
  readonly site?: string
  /** Received then or later, epoch ms. */
  readonly since?: number
}

export function isWanted(
  { eventId, trigger, user, site, since }: BehaviorFilter,
  behavior: KeptBehavior,
): boolean {
  const { axon = {} } = behavior.fields
  return (
    (eventId === undefined || axon.event_id === eventId) &&
    (trigger === undefined || axon.trigger === trigger) &&
    (user === undefined || behavior.fields.user?.id === user || axon.anonymous_id === user) &&
    (site === undefined || axon.site === site) &&
    (since === undefined || behavior.receivedAt >= since)
  )
}

import type { KeptBehavior } from '../../../behavior-log/reading/kept-behavior.ts'
import { isBrowserTrigger } from '../../../conditions/browser-triggers.ts'
import type { Happening } from '../../../conditions/happening.ts'

/** A behaviour that was recorded, as a definition can be tried on it. */
export interface Recorded {
  /** Epoch ms. */
  readonly occurredAt: number
  /** The event that it was recorded for, and its name then. */
  readonly eventId: number
  readonly event: string
  readonly userId: string | null
  readonly happening: Happening
}

/** As much of a document as is read again (docs/behavior.schema.json); any JSON may stand there. */
interface Document {
  readonly http?: { readonly request?: { readonly referrer?: unknown } }
  readonly axon?: {
    readonly title?: unknown
    readonly element?: unknown
    readonly name?: unknown
    readonly properties?: unknown
  }
}

/** What the page saw of a behaviour that was kept; null for what is none of a page. */
export function recordedHappening({ fields, receivedAt }: KeptBehavior): Recorded | null {
  const { event, user, url, axon: { event_id: eventId, trigger, scroll_percent: percent } = {} } = fields
  if (typeof eventId !== 'number' || typeof url?.full !== 'string') return null
  if (typeof trigger !== 'string' || !isBrowserTrigger(trigger)) return null
  const { http, axon: { title, element, name, properties } = {} } = fields as Document
  const referrer = http?.request?.referrer
  const occurredAt = Date.parse(String(fields['@timestamp']))
  return {
    occurredAt: Number.isNaN(occurredAt) ? receivedAt : occurredAt,
    eventId,
    event: String(event?.action ?? ''),
    userId: typeof user?.id === 'string' ? user.id : null,
    happening: {
      triggerType: trigger,
      page: {
        url: url.full,
        ...(typeof title === 'string' && { title }),
        ...(typeof referrer === 'string' && { referrer }),
      },
      ...(isObject(element) && { element }),
      ...(typeof percent === 'number' && { scroll: { percent } }),
      ...(typeof name === 'string' && { name }),
      ...(isObject(properties) && { properties: properties as Readonly<Record<string, unknown>> }),
    },
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

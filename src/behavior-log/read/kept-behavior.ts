import type { KeptBehavior } from './behavior-reader.ts'

/** As much of a document as is read again (docs/behavior.schema.json); any JSON may stand there. */
interface Document {
  readonly '@timestamp'?: unknown
  readonly event?: { readonly action?: unknown }
  readonly user?: { readonly id?: unknown }
  readonly url?: { readonly full?: unknown }
  readonly http?: { readonly request?: { readonly referrer?: unknown } }
  readonly axon?: {
    readonly event_id?: unknown
    readonly trigger?: unknown
    readonly title?: unknown
    readonly element?: unknown
    readonly scroll_percent?: unknown
    readonly name?: unknown
    readonly properties?: unknown
  }
}

/** The behaviour that a document tells of; null if it is none. */
export function keptBehavior(document: unknown): KeptBehavior | null {
  if (typeof document !== 'object' || document === null) return null
  const { '@timestamp': timestamp, event, user, url, http, axon } = document as Document
  const occurredAt = Date.parse(String(timestamp))
  const [eventId, trigger, full] = [axon?.event_id, axon?.trigger, url?.full]
  if (Number.isNaN(occurredAt) || typeof eventId !== 'number') return null
  if (typeof trigger !== 'string' || typeof full !== 'string') return null
  const { title, element, scroll_percent: percent, name, properties } = axon ?? {}
  const referrer = http?.request?.referrer
  return {
    occurredAt,
    eventId,
    event: String(event?.action ?? ''),
    userId: typeof user?.id === 'string' ? user.id : null,
    happening: {
      triggerType: trigger,
      page: {
        url: full,
        ...(typeof title === 'string' && { title }),
        ...(typeof referrer === 'string' && { referrer }),
      },
      ...(isObject(element) && { element }),
      ...(typeof percent === 'number' && { scroll: { percent } }),
      ...(typeof name === 'string' && { name }),
      ...(isObject(properties) && { properties }),
    },
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

import type { EventSink, EventStatus } from '../../domain/event-definition.ts'
import type { DatabaseOptions } from '../shared/options.ts'

export interface EventsOptions extends DatabaseOptions {
  readonly json?: boolean
}

export interface ListEventsOptions extends EventsOptions {
  readonly status?: EventStatus
  readonly trigger?: string
  readonly site?: number
  readonly search?: string
}

/** What can be said of an event without writing JSON. Instants, ids and conditions are checked where events are saved. */
export interface EventFlags {
  readonly file?: string
  readonly name?: string
  readonly description?: string
  readonly trigger?: string
  readonly status?: EventStatus
  readonly sink?: EventSink
  /** `all`: of all sites. */
  readonly site?: number | 'all'
  /** `none`: open. */
  readonly starts?: string
  readonly ends?: string
  /** Conditions as JSON; `none`, here and below: no more. */
  readonly when?: unknown
  readonly audience?: unknown
  /** A glob on the path, and a selector of the element: both must hold. */
  readonly path?: string
  readonly selector?: string
  readonly routing?: string
  readonly fire?: string
  readonly sampleRate?: number | 'none'
  readonly activity?: number | 'none'
}

export interface CreateEventOptions extends EventsOptions, EventFlags {}

export interface ChangeEventOptions extends EventsOptions {
  /** The one that the change is made from. */
  readonly revision?: number
}

export interface UpdateEventOptions extends ChangeEventOptions, EventFlags {}

export interface ExplainEventOptions extends EventsOptions {
  readonly event: number
  readonly url: string
  readonly title?: string
  readonly referrer?: string
  /** The element, as a selector describes it. */
  readonly click?: string
  readonly text?: string
  readonly scroll?: number
  readonly name?: string
  readonly property?: Readonly<Record<string, unknown>>
  readonly user?: number
  /** Claims of the user's token. */
  readonly attribute?: Readonly<Record<string, unknown>>
}

/** Fields of a document that people look for (docs/behavior.schema.json); any may be missing in what others have written. */
export interface BehaviorFields {
  readonly '@timestamp'?: string
  readonly event?: { readonly id?: string; readonly action?: string; readonly created?: string }
  readonly user?: { readonly id?: string }
  readonly url?: { readonly full?: string; readonly domain?: string; readonly path?: string }
  readonly axon?: {
    readonly event_id?: number
    readonly trigger?: string
    readonly site?: string
    readonly anonymous_id?: string
    readonly element?: { readonly tag?: string; readonly id?: string; readonly text?: string }
    readonly scroll_percent?: number
    readonly name?: string
  }
}

/** A behaviour as it was kept. */
export interface KeptBehavior {
  readonly id: string
  /** Epoch ms. */
  readonly receivedAt: number
  readonly fields: BehaviorFields
  /** As it was kept. */
  readonly json: string
}

/** Reads a document; null if it is none: who looks is not stopped by it. */
export function keptBehavior(json: string): KeptBehavior | null {
  let fields: BehaviorFields | null
  try {
    fields = JSON.parse(json) as BehaviorFields | null
  } catch {
    return null
  }
  const { id, created } = fields?.event ?? {}
  const receivedAt = Date.parse(String(created ?? fields?.['@timestamp']))
  return fields && typeof id === 'string' && !Number.isNaN(receivedAt)
    ? { id, receivedAt, fields, json }
    : null
}

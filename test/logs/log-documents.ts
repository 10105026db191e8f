import type { SinkDocument } from '../../src/behavior-log/sink-document.ts'

/** A document of the behaviour log, as small as it may be. */
export function documentOf(id: string, key: string | null = null): SinkDocument {
  const occurredAt = Date.UTC(2026, 10, 27)
  const at = new Date(occurredAt).toISOString()
  const user = key === null ? {} : { user: { id: key } }
  return {
    id,
    key,
    occurredAt,
    receivedAt: occurredAt,
    json: JSON.stringify({ '@timestamp': at, event: { id, created: at }, ...user }),
  }
}

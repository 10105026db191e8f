import { isUtf8 } from 'node:buffer'
import type { SinkDocument } from '../sink-document.ts'

/** The bytes are no behaviour: why, in words. */
export interface NoDocument {
  readonly problem: string
}

/** An index takes no longer id. */
const MAX_ID_BYTES = 512

/** Reads a document that a sink has kept as a line (CONTRACT §15). Its JSON stays as it is, to the last digit of its numbers. */
export function documentOfLine(bytes: Buffer | null): SinkDocument | NoDocument {
  if (bytes === null || bytes.length === 0) return { problem: 'it is empty' }
  if (!isUtf8(bytes)) return { problem: 'it is not UTF-8' }
  const json = bytes.toString()
  // A line break within would make two lines of it, wherever it goes.
  if (json.includes('\n')) return { problem: 'it is more than one line' }
  const fields = fieldsOf(json)
  if (fields === null) return { problem: 'it is no JSON object' }
  const { event, axon, user, '@timestamp': timestamp } = fields as Partial<Record<string, unknown>>
  const id = of(event, 'id')
  if (typeof id !== 'string' || id === '') return { problem: 'it has no event.id' }
  if (Buffer.byteLength(id) > MAX_ID_BYTES)
    return { problem: `its event.id is longer than ${MAX_ID_BYTES} bytes` }
  const occurredAt = instant(of(axon, 'sent_occurred_at')) ?? instant(timestamp)
  if (occurredAt === null) return { problem: 'its @timestamp is no instant' }
  const key = text(of(user, 'id')) ?? text(of(axon, 'anonymous_id'))
  // One that does not say when it was received is received as it occurs.
  return { id, key, occurredAt, receivedAt: instant(of(event, 'created')) ?? occurredAt, json }
}

function fieldsOf(json: string): object | null {
  try {
    const parsed: unknown = JSON.parse(json)
    return typeof parsed === 'object' && !Array.isArray(parsed) ? parsed : null
  } catch {
    return null
  }
}

const of = (object: unknown, name: string): unknown =>
  typeof object === 'object' && object !== null ? (object as Record<string, unknown>)[name] : undefined

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function instant(value: unknown): number | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : at
}

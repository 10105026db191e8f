import { randomBytes } from 'node:crypto'
import { ExtData, encode } from '@msgpack/msgpack'
import type { SinkDocument } from '../sink-document.ts'

/** Documents that are acknowledged together. */
export interface Chunk {
  readonly documents: readonly SinkDocument[]
  /** What the acknowledgement names. */
  readonly id: string
  readonly bytes: Uint8Array
}

/** Servers hold a message in memory until all of it is there; Fluent Bit takes no more than 6 MB unless it is told otherwise. */
const MAX_CHUNK_BYTES = 1024 * 1024
const EVENT_TIME = 0
const MAX_SECONDS = 2 ** 32 - 1

/** Documents as messages of the Forward protocol, mode *PackedForward*, in their order. `maxBytes`: of the entries of one. */
export function* chunksOf(
  documents: readonly SinkDocument[],
  tag: string,
  maxBytes: number = MAX_CHUNK_BYTES,
): Generator<Chunk> {
  let taken: SinkDocument[] = []
  let entries: Uint8Array[] = []
  let bytes = 0
  for (const document of documents) {
    const entry = entryOf(document)
    if (bytes > 0 && bytes + entry.length > maxBytes) {
      yield chunkOf(taken, entries, tag)
      taken = []
      entries = []
      bytes = 0
    }
    taken.push(document)
    entries.push(entry)
    bytes += entry.length
  }
  if (taken.length > 0) yield chunkOf(taken, entries, tag)
}

function chunkOf(documents: readonly SinkDocument[], entries: readonly Uint8Array[], tag: string): Chunk {
  const id = randomBytes(16).toString('base64')
  const bytes = encode([tag, Buffer.concat(entries), { size: documents.length, chunk: id }])
  return { documents, id, bytes }
}

/** `[EventTime, record]`: the time is that of the document's own clock. */
function entryOf({ json, occurredAt }: SinkDocument): Uint8Array {
  const record = JSON.parse(json) as { readonly '@timestamp'?: unknown }
  const at = Date.parse(String(record['@timestamp']))
  return encode([eventTime(Number.isNaN(at) ? occurredAt : at), record])
}

/** Seconds and nanoseconds, four bytes each. */
function eventTime(atMs: number): ExtData {
  const bytes = Buffer.alloc(8)
  const seconds = Math.floor(atMs / 1_000)
  bytes.writeUInt32BE(Math.min(Math.max(0, seconds), MAX_SECONDS))
  bytes.writeUInt32BE((atMs - seconds * 1_000) * 1_000_000, 4)
  return new ExtData(EVENT_TIME, bytes)
}

import type { SinkDocument } from '../sink-document.ts'
import type { ElasticsearchRequest } from './elasticsearch-client.ts'

/** A document on its way. */
export interface IndexedDocument {
  readonly document: SinkDocument
  readonly index: string
  /** Where the same may stand as well; null: nowhere. */
  readonly other: string | null
}

/** What the answer is reduced to. */
const ANSWER =
  'filter_path=items.*.status,items.*.error.type,items.*.error.reason,items.*.error.caused_by.reason'

/** Makes documents that are not there yet. */
export const createRequest = (documents: readonly IndexedDocument[]): ElasticsearchRequest =>
  bulkRequest(
    documents
      .map(({ document: { id, json }, index }) => `${action('create', index, id)}\n${json}\n`)
      .join(''),
  )

/** Takes documents out of an index. */
export const deleteRequest = (ids: readonly string[], index: string): ElasticsearchRequest =>
  bulkRequest(ids.map((id) => `${action('delete', index, id)}\n`).join(''))

const bulkRequest = (body: string): ElasticsearchRequest => ({
  method: 'POST',
  path: `/_bulk?${ANSWER}`,
  body: Buffer.from(body),
  contentType: 'application/x-ndjson',
})

const action = (name: 'create' | 'delete', index: string, id: string): string =>
  `{"${name}":{"_index":"${index}","_id":${JSON.stringify(id)}}}`

/** What a document takes in a request beside itself: a little more than it is. */
const ACTION_BYTES = 160

/** Requests of at most so many bytes, as long as a single document has no more. */
export function byBytes(documents: readonly IndexedDocument[], maxBytes: number): IndexedDocument[][] {
  const parts: IndexedDocument[][] = []
  let left = 0
  for (const one of documents) {
    const bytes = ACTION_BYTES + Buffer.byteLength(one.document.id) + Buffer.byteLength(one.document.json)
    if (parts.length === 0 || bytes > left) {
      parts.push([])
      left = maxBytes
    }
    parts.at(-1)!.push(one)
    left -= bytes
  }
  return parts
}

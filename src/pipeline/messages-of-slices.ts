import { crc32 } from 'node:zlib'
import { decodeMessage } from '../messages/decode-message.ts'
import type { BatchMessage } from './batch-message.ts'
import type { SourceSlice } from './source-slice.ts'

/** Decodes the messages of the slices, in order. */
export function messagesOfSlices(slices: readonly SourceSlice[]): BatchMessage[] {
  const decoded: BatchMessage[] = []
  const readAt = Date.now()
  for (const slice of slices) {
    const { at, claim, messages, messageKind } = slice
    const processedUpTo = claim.kind === 'advance' ? (claim.from?.nextOffset ?? 0) : Number.POSITIVE_INFINITY
    for (const [index, raw] of messages.entries()) {
      const message = decodeMessage({ ...raw, recordTime: raw.recordTime ?? readAt }, messageKind)
      const hasNoKey = 'kind' in message && message.kind === 'occurrence' && message.messageId === null
      decoded.push({
        message,
        position: { at, offset: raw.offset },
        checksum: hasNoKey && raw.value ? crc32(raw.value) : null,
        readAgain: raw.offset < processedUpTo,
        raw,
        slice,
        deadLetterId: claim.kind === 'retry' ? (claim.deadLetterIds[index] ?? null) : null,
      })
    }
  }
  return decoded
}

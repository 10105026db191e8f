import { crc32 } from 'node:zlib'
import { decodeMessage } from '../messages/decode-message.ts'
import type { BatchMessage } from './batch-message.ts'
import type { SourceSlice } from './source-slice.ts'

/** The messages of the slices, in order; decodes those that are not decoded yet. */
export function messagesOfSlices(slices: readonly SourceSlice[]): BatchMessage[] {
  const messages: BatchMessage[] = []
  const readAt = Date.now()
  for (const slice of slices)
    for (let index = 0; index < slice.messages.length; index += 1)
      messages.push(messageOf(slice, index, readAt))
  return messages
}

function messageOf(slice: SourceSlice, index: number, readAt: number): BatchMessage {
  const { at, claim, messageKind } = slice
  const raw = slice.messages[index]!
  const processedUpTo = claim.kind === 'advance' ? (claim.from?.nextOffset ?? 0) : Number.POSITIVE_INFINITY
  const message = slice.decoded?.[index] ?? decodeMessage(raw, messageKind, readAt)
  const hasNoKey = 'kind' in message && message.kind === 'occurrence' && message.messageId === null
  return {
    message,
    position: { at, offset: raw.offset },
    checksum: hasNoKey && raw.value ? crc32(raw.value) : null,
    readAgain: raw.offset < processedUpTo,
    raw,
    slice,
    deadLetterId: claim.kind === 'retry' ? (claim.deadLetterIds[index] ?? null) : null,
  }
}

import { setImmediate as nextTurn } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { decodeMessage } from '../messages/decode-message.ts'
import type { BatchMessage } from './batch-message.ts'
import type { SourceSlice } from './source-slice.ts'

/** Messages that are decoded in one turn of the event loop. */
const MESSAGES_OF_A_TURN = 250

/** Decodes the messages of the slices, in order. */
export function messagesOfSlices(slices: readonly SourceSlice[]): BatchMessage[] {
  const messages: BatchMessage[] = []
  const readAt = Date.now()
  for (const slice of slices)
    for (let index = 0; index < slice.messages.length; index += 1)
      messages.push(messageOf(slice, index, readAt))
  return messages
}

/**
 * As {@link messagesOfSlices}, after a turn of the event loop; while `isWriting`, what is being sent and received goes on in between. Else
 * there are no further turns: they make the garbage collector come while all of the messages are alive.
 */
export async function messagesMeanwhile(
  slices: readonly SourceSlice[],
  isWriting: () => boolean,
): Promise<BatchMessage[]> {
  await nextTurn()
  const messages: BatchMessage[] = []
  const readAt = Date.now()
  for (const slice of slices) {
    for (let index = 0; index < slice.messages.length; index += 1) {
      messages.push(messageOf(slice, index, readAt))
      if (messages.length % MESSAGES_OF_A_TURN === 0 && isWriting()) await nextTurn()
    }
  }
  return messages
}

function messageOf(slice: SourceSlice, index: number, readAt: number): BatchMessage {
  const { at, claim, messageKind } = slice
  const raw = slice.messages[index]!
  const processedUpTo = claim.kind === 'advance' ? (claim.from?.nextOffset ?? 0) : Number.POSITIVE_INFINITY
  const message = decodeMessage(raw, messageKind, readAt)
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

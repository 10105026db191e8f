import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Decoded, decodeMessage } from '../messages/decode-message.ts'
import type { MessageKind } from '../messages/message.ts'
import type { SourceMessage, SourceSlice } from './source-slice.ts'

/** What is decoded in one turn of the event loop: about a millisecond. */
const MESSAGES_OF_A_TURN = 250
const BYTES_OF_A_TURN = 256 * 1024

/** Decodes a few more of the first `count` messages; `decoded` holds those that are. False if all of them are. */
export function decodeNext(
  decoded: Decoded[],
  messages: readonly SourceMessage[],
  kind: MessageKind | null,
  count: number = messages.length,
): boolean {
  if (decoded.length >= count) return false
  const readAt = Date.now()
  const end = Math.min(count, decoded.length + MESSAGES_OF_A_TURN)
  for (let bytes = 0; decoded.length < end && bytes < BYTES_OF_A_TURN; ) {
    const message = messages[decoded.length]!
    decoded.push(decodeMessage(message, kind, readAt))
    bytes += message.value?.length ?? 0
  }
  return true
}

/**
 * Takes steps, until one answers false, while something is being written. Each has a turn of its own of the event loop, so that what is being
 * sent and received goes on.
 */
export async function meanwhile(isWriting: () => boolean, step: () => boolean): Promise<void> {
  do await nextTurn()
  while (isWriting() && step())
}

/** The slice, with as many of its messages decoded as there was time for {@link meanwhile}. */
export async function decodedMeanwhile(slice: SourceSlice, isWriting: () => boolean): Promise<SourceSlice> {
  const decoded: Decoded[] = []
  await meanwhile(isWriting, () => decodeNext(decoded, slice.messages, slice.messageKind))
  return { ...slice, decoded }
}

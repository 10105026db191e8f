import type { SourcePartition } from '../../domain/message-position.ts'
import type { Decoded } from '../../messages/decode-message.ts'
import type { MessageKind } from '../../messages/message.ts'
import { decodeNext } from '../decode-ahead.ts'
import type { SourceMessage, SourcePosition, SourceSlice } from '../source-slice.ts'
import type { Backlog, Portion } from './backlog.ts'

/** Consecutive messages as they came, and the offset where what follows them begins. */
interface Chunk {
  readonly messages: readonly SourceMessage[]
  /** Those at the beginning that were decoded ahead. */
  readonly decoded: Decoded[]
  readonly end: number
}

/**
 * The messages of one partition that wait for their transaction, in order, beyond the stored position. A slice that was taken is
 * either {@link committed} or {@link putBack} before the next one is taken.
 */
export class PartitionBacklog implements Backlog {
  readonly at: SourcePartition
  readonly #messageKind: MessageKind | null
  #stored: SourcePosition
  #chunks: Chunk[] = []
  #messages = 0
  #bytes = 0
  #isTaken = false

  constructor(at: SourcePartition, messageKind: MessageKind | null, stored: SourcePosition) {
    this.at = at
    this.#messageKind = messageKind
    this.#stored = stored
  }

  /** Everything below is committed. */
  get nextOffset(): number {
    return this.#stored.nextOffset
  }

  /** Messages that wait. */
  get messages(): number {
    return this.#messages
  }

  /** Bytes of the messages that wait, with their keys. */
  get bytes(): number {
    return this.#bytes
  }

  /** Nothing waits, and nothing is in a transaction. */
  get isWorkedOff(): boolean {
    return this.#messages === 0 && !this.#isTaken
  }

  /** `end`: the offset where the source goes on after them; beyond the last message if the source has gaps or markers. */
  offer(messages: readonly SourceMessage[], end: number): void {
    if (messages.length === 0) return
    this.#chunks.push({ messages, decoded: [], end })
    this.#messages += messages.length
    this.#bytes += bytesOf(messages)
  }

  /** Decodes a few of the next messages; false if what `most` allows is decoded already. */
  decodeAhead(most: Portion): boolean {
    let { messages, bytes } = most
    for (const chunk of this.#chunks) {
      let count = 0
      while (count < chunk.messages.length && messages > 0 && bytes > 0) {
        bytes -= sizeOf(chunk.messages[count]!)
        messages -= 1
        count += 1
      }
      if (decodeNext(chunk.decoded, chunk.messages, this.#messageKind, count)) return true
    }
    return false
  }

  /** The next messages, at least one; null if none wait. */
  take(most: Portion): SourceSlice | null {
    const taken: SourceMessage[] = []
    const decoded: Decoded[] = []
    let bytes = 0
    let end = this.nextOffset
    for (let chunk = this.#chunks[0]; chunk && taken.length < most.messages; chunk = this.#chunks[0]) {
      let count = 0
      for (const message of chunk.messages) {
        const size = sizeOf(message)
        if (taken.length >= most.messages || (taken.length > 0 && bytes + size > most.bytes)) break
        taken.push(message)
        bytes += size
        count += 1
      }
      if (count === 0) break
      const ahead = chunk.decoded.splice(0, count)
      // Dropped behind a gap: what was put back may not be decoded. One by one: a call takes no 100 000 arguments.
      if (decoded.length === taken.length - count) for (const one of ahead) decoded.push(one)
      if (count === chunk.messages.length) {
        this.#chunks.shift()
        end = chunk.end
      } else {
        this.#chunks[0] = { ...chunk, messages: chunk.messages.slice(count) }
        end = taken.at(-1)!.offset + 1
      }
    }
    if (taken.length === 0) return null
    this.#messages -= taken.length
    this.#bytes -= bytes
    this.#isTaken = true
    const to = { nextOffset: end, fingerprint: null }
    const claim = { kind: 'advance', from: this.#stored, to } as const
    return { at: this.at, messageKind: this.#messageKind, messages: taken, decoded, claim }
  }

  committed({ claim }: SourceSlice): void {
    this.#isTaken = false
    if (claim.kind === 'advance') this.#stored = claim.to
  }

  putBack({ messages, decoded = [], claim }: SourceSlice): void {
    if (claim.kind !== 'advance') return
    this.#isTaken = false
    this.#chunks.unshift({ messages, decoded: [...decoded], end: claim.to.nextOffset })
    this.#messages += messages.length
    this.#bytes += bytesOf(messages)
  }
}

const sizeOf = ({ key, value }: SourceMessage): number => (key?.length ?? 0) + (value?.length ?? 0)

function bytesOf(messages: readonly SourceMessage[]): number {
  let bytes = 0
  for (const message of messages) bytes += sizeOf(message)
  return bytes
}

import type { SourcePartition } from '../domain/message-position.ts'
import type { MessageKind } from '../messages/message.ts'
import type { Backlog, Portion } from '../pipeline/commit/backlog.ts'
import type { SourceMessage, SourceSlice } from '../pipeline/source-slice.ts'
import type { NotTaken } from './outlet.ts'
import type { WaitingRequest } from './waiting-request.ts'

/**
 * Requests that wait for their transaction, the oldest first. They get their offsets when a transaction takes them, so what leaves
 * unanswered before that leaves no gap.
 */
export class RequestBacklog implements Backlog {
  readonly at: SourcePartition
  readonly #messageKind: MessageKind
  #waiting: WaitingRequest[] = []
  #bytes = 0
  /** In the transaction in hand, from {@link #nextOffset} on. */
  #taken: readonly WaitingRequest[] = []
  #nextOffset = 0

  constructor(at: SourcePartition, messageKind: MessageKind) {
    this.at = at
    this.#messageKind = messageKind
  }

  get messages(): number {
    return this.#waiting.length
  }

  /** Nothing waits, and nothing is in a transaction. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#taken.length === 0
  }

  get bytes(): number {
    return this.#bytes
  }

  /** In the transaction in hand, the oldest first. */
  get taken(): readonly WaitingRequest[] {
    return this.#taken
  }

  get oldest(): WaitingRequest | undefined {
    return this.#taken.find(({ isAnswered }) => !isAnswered) ?? this.#waiting[0]
  }

  add(request: WaitingRequest): void {
    this.#waiting.push(request)
    this.#bytes += request.message.value.length
  }

  take(most: Portion): SourceSlice | null {
    let bytes = 0
    let count = 0
    for (const { message } of this.#waiting) {
      const size = message.value.length
      if (count >= most.messages || (count > 0 && bytes + size > most.bytes)) break
      bytes += size
      count += 1
    }
    if (count === 0) return null
    this.#taken = this.#waiting.splice(0, count)
    this.#bytes -= bytes
    const from = { nextOffset: this.#nextOffset, fingerprint: null }
    const to = { nextOffset: this.#nextOffset + count, fingerprint: null }
    return {
      at: this.at,
      messageKind: this.#messageKind,
      messages: this.#taken.map(({ message }, index) => sourceMessage(message, from.nextOffset + index)),
      claim: { kind: 'advance', from, to },
      isAnswered: true,
    }
  }

  /** The request of a message that {@link take} gave this offset. */
  takenAt(offset: number): WaitingRequest | undefined {
    return this.#taken[offset - this.#nextOffset]
  }

  committed({ messages }: SourceSlice): void {
    this.#taken = []
    this.#nextOffset += messages.length
  }

  /** Those that were answered meanwhile do not come back. */
  putBack(): void {
    const left = this.#taken.filter(({ isAnswered }) => !isAnswered)
    for (const { message } of left) this.#bytes += message.value.length
    this.#waiting = [...left, ...this.#waiting]
    this.#taken = []
  }

  /** Answers those that have waited too long; they are gone then. */
  expire(now: number, answer: NotTaken): void {
    const late = this.#waiting.filter(({ deadline }) => deadline <= now)
    if (late.length === 0) return
    this.#waiting = this.#waiting.filter(({ deadline }) => deadline > now)
    for (const request of late) {
      this.#bytes -= request.message.value.length
      request.answer(answer)
    }
  }
}

function sourceMessage({ key, value, arrivedAt }: WaitingRequest['message'], offset: number): SourceMessage {
  return { offset, key: key === null ? null : Buffer.from(key), value, recordTime: arrivedAt }
}

import type { MessagePosition } from '../domain/message-position.ts'
import type { Outcome } from '../domain/outcome.ts'
import type { EntryOnRecord } from '../domain/sale/entry-on-record.ts'
import type { MessageKind } from '../messages/message.ts'

/** A validated request, as a message of CONTRACT §1. */
export interface OutletMessage {
  readonly kind: MessageKind
  /** What Kafka partitions it by: the activity of a command, the user of an occurrence request; null if it has none. */
  readonly key: string | null
  /** The bytes of its JSON. */
  readonly value: Buffer
  /** When it arrived, epoch ms. */
  readonly arrivedAt: number
}

/** The message was decided, and the decision is durable. */
export interface Decided {
  readonly state: 'decided'
  readonly outcome: Outcome
  /** Of a command: the entry as it stands with this decision; null if it has none. */
  readonly entry: EntryOnRecord | null
  /** Of the message itself. */
  readonly position: MessagePosition
}

/** No transaction with the message can have been committed, and none will be. */
export interface NotTaken {
  readonly state: 'not_taken'
  /** In words for a log. */
  readonly why: string
}

/** It may have been decided: only asking again tells. */
export interface Unknown {
  readonly state: 'unknown'
}

/** The brokers have the message: it will be decided. */
export interface Published {
  readonly state: 'published'
  readonly position: MessagePosition
}

export type OutletAnswer = Decided | Published | NotTaken | Unknown

/** Where accepted messages go (CONTRACT §10, `--to`). */
export interface Outlet {
  /** Messages without an answer. */
  readonly waiting: number
  /** How long the oldest of them has waited, ms; 0 if none does. */
  readonly oldestWaitMs: number
  /** What keeps the messages that wait from being taken, in one line; null while they are, and while none waits. */
  readonly outage: string | null
  /** Never rejects, and answers within 5 s: whoever can't be answered in time is told so ({@link NotTaken}, {@link Unknown}). */
  offer(message: OutletMessage): Promise<OutletAnswer>
  /** Answers what waits, and takes nothing more. Ends within `withinMs`. */
  close(withinMs: number): Promise<void>
}

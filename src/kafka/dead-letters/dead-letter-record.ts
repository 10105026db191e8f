import type { OutgoingRecord } from '../producer/publisher.ts'

/** A dead letter as it is stored (CONTRACT §3). */
export interface StoredDeadLetter {
  readonly id: number
  /** The topic that it came from. */
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly messageKey: Buffer | null
  readonly payload: Buffer | null
  readonly reason: string
  readonly error: string
  /** Epoch ms. */
  readonly createdAt: number
}

export interface DeadLetterRecord extends OutgoingRecord {
  readonly id: number
}

const MOST_ERROR_BYTES = 4 * 1024
const CUT_BYTES = 64 * 1024

/** The original key and bytes, with headers that say where it came from and why it is here. */
export function deadLetterRecord(letter: StoredDeadLetter, topic: string): DeadLetterRecord {
  const { id, messageKey, payload, reason, error, createdAt } = letter
  const headers = {
    'axon-source-topic': letter.topic,
    'axon-partition': String(letter.partition),
    'axon-offset': String(letter.offset),
    'axon-reason': reason,
    'axon-error': shortened(error),
    'axon-time': new Date(createdAt).toISOString(),
  }
  return { id, topic, key: messageKey, value: payload, headers }
}

/** For a topic that does not take all of it: the first bytes, and their full number in `axon-truncated`. */
export function cutDeadLetterRecord(letter: StoredDeadLetter, topic: string): DeadLetterRecord {
  const record = deadLetterRecord(letter, topic)
  const value = letter.payload?.subarray(0, CUT_BYTES) ?? null
  return {
    ...record,
    value,
    headers: { ...record.headers, 'axon-truncated': String(letter.payload?.length ?? 0) },
  }
}

/** At most 4 KiB of UTF-8, cut between characters. */
function shortened(error: string): string {
  const bytes = Buffer.from(error)
  if (bytes.length <= MOST_ERROR_BYTES) return error
  let end = MOST_ERROR_BYTES - 3
  while ((bytes[end]! & 0xc0) === 0x80) end -= 1
  return `${bytes.subarray(0, end)}…`
}

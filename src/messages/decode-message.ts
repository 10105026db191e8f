import { isUtf8 } from 'node:buffer'
import { type DeadLetter, deadLetter } from '../domain/outcome.ts'
import { oneLineError } from '../domain/shown-text.ts'
import { quotedValue } from './field-rules.ts'
import type { Message, MessageKind } from './message.ts'
import { kindOfFields } from './message.ts'
import { MessageFields } from './message-fields.ts'
import { readCommand } from './read-command.ts'
import { readOccurrenceRequest } from './read-occurrence-request.ts'
import { readPlainCommand } from './read-plain-command.ts'

/** A message that was decoded: typed, or the dead letter that says why not. */
export type Decoded = Message | DeadLetter

/** What decoding needs to know of a message. */
export interface UndecodedMessage {
  /** The raw bytes; null for a tombstone. */
  readonly value: Buffer | null
  /** The record's own time, epoch ms: the default for `timestamp` and `occurredAt`. Null: the time of reading stands in. */
  readonly recordTime: number | null
  /** Set if the message is larger than a message may be: its full length in bytes and SHA-256 (hex). */
  readonly tooLarge?: { readonly length: number; readonly sha256: string }
}

/**
 * Decodes one message and checks its own form, all of it (CONTRACT §1): a typed message, or the dead letter that says why not.
 * `kind` is what the Kafka topic holds; null lets the fields decide, as in a file. `readAt`: the time of reading, epoch ms. Never throws,
 * whatever the bytes.
 */
export function decodeMessage(
  message: UndecodedMessage,
  kind: MessageKind | null,
  readAt: number = Date.now(),
): Decoded {
  const { value, tooLarge } = message
  if (value === null) return deadLetter('EMPTY_MESSAGE', 'the record has no value (a tombstone)')
  if (tooLarge !== undefined) {
    const { length, sha256 } = tooLarge
    return deadLetter(
      'MESSAGE_TOO_LARGE',
      `the message has ${length} bytes, SHA-256 ${sha256}; 1 MiB is the limit`,
    )
  }
  if (value.length === 0) return deadLetter('EMPTY_MESSAGE', 'the value has no bytes')
  const plain = kind === 'occurrence' ? null : readPlainCommand(value, message.recordTime ?? readAt)
  if (plain !== null) return plain
  if (!isUtf8(value)) return deadLetter('INVALID_ENCODING', 'the bytes are not valid UTF-8')
  let json: string
  let parsed: unknown
  try {
    json = value.toString()
    parsed = JSON.parse(json)
  } catch (error) {
    return deadLetter(
      'INVALID_JSON',
      oneLineError(`not JSON: ${error instanceof Error ? error.message : error}`),
    )
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return invalid(`a message must be a JSON object, was ${quotedValue(parsed, undefined)}`)
  }
  const object = parsed as Record<string, unknown>
  const decidedKind = kind ?? kindOfFields(object)
  if (decidedKind === null) {
    return invalid(
      'neither a command (no campaignActivityType) nor an occurrence request (no triggerType, no eventId)',
    )
  }
  const fields = new MessageFields(object, json)
  const read = decidedKind === 'command' ? readCommand : readOccurrenceRequest
  const decoded = read(fields, message.recordTime ?? readAt)
  return fields.problem === null ? decoded : invalid(fields.problem)
}

function invalid(error: string): DeadLetter {
  return deadLetter('INVALID_MESSAGE', oneLineError(error))
}
